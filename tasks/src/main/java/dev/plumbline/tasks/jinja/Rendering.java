package dev.plumbline.tasks.jinja;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One rendering of a template: its variables, what it has written, and its limits. */
final class Rendering {
  /** Longest rendered text, in characters; a template that loops on ends there. */
  static final int MOST_OUTPUT = 16_000_000;

  /** How long one rendering may take; usual ones take milliseconds. */
  private static final Duration TIME_LIMIT = Duration.ofSeconds(5);

  private static final int MOST_DEPTH = 100;

  private final Builtins builtins;
  private final Frames frames;
  private final Map<String, ?> variables;
  private final Subscripts subscripts;
  private final long deadline = System.nanoTime() + TIME_LIMIT.toNanos();
  private Scope scope = new Scope(null);
  private StringBuilder out = new StringBuilder();
  private int depth;

  Rendering(Builtins builtins, Frames frames, Map<String, ?> variables) {
    this.builtins = builtins;
    this.frames = frames;
    this.variables = variables;
    this.subscripts = new Subscripts(!builtins.isChat(), builtins.isChat());
  }

  String of(List<Statement> template) {
    unset(scope, template);
    Statement.render(template, this);
    return out.toString();
  }

  Builtins builtins() {
    return builtins;
  }

  Subscripts subscripts() {
    return subscripts;
  }

  Scope scope() {
    return scope;
  }

  Undefined undefined(String what) {
    return new Undefined(what, !builtins.isChat());
  }

  Object variable(String name) {
    if (scope.has(name)) {
      Object value = scope.get(name);
      return value == Scope.UNSET ? Undefined.name(name, !builtins.isChat()) : value;
    }
    if (variables.containsKey(name)) {
      return variables.get(name);
    }
    return Globals.of(name, builtins).orElseGet(() -> Undefined.name(name, !builtins.isChat()));
  }

  void write(String text) {
    requireRoom(out.length() + text.length());
    out.append(text);
  }

  void requireRoom(long length) {
    if (length > MOST_OUTPUT) {
      throw new JinjaException("builds more than " + MOST_OUTPUT + " characters");
    }
  }

  /** Fails once the rendering has taken too long. */
  void requireTime() {
    if (System.nanoTime() - deadline > 0) {
      throw new JinjaException(
          "takes longer than " + TIME_LIMIT.toSeconds() + " s; simplify the template");
    }
  }

  /** A scope for a body inside another. */
  Scope scope(Scope outer, List<Statement> body) {
    Scope inner = new Scope(outer);
    unset(inner, body);
    return inner;
  }

  private void unset(Scope inner, List<Statement> body) {
    frames.unset(body).forEach(name -> inner.set(name, Scope.UNSET));
  }

  /** Does something in another scope. */
  <T> T inside(Scope inner, Supplier<T> work) {
    Scope outer = scope;
    scope = inner;
    if (++depth > MOST_DEPTH) {
      throw new JinjaException("nests too deeply; simplify the template");
    }
    try {
      return work.get();
    } finally {
      scope = outer;
      depth--;
    }
  }

  /** What something writes, in place of writing it. */
  String captured(Runnable work) {
    StringBuilder before = out;
    out = new StringBuilder();
    try {
      work.run();
      return out.toString();
    } finally {
      out = before;
    }
  }

  /** What statements write in a scope of their own. */
  String block(List<Statement> body) {
    return inside(scope(scope, body), () -> captured(() -> Statement.render(body, this)));
  }

  /** Does something that stands in a line of the template, which a failure names. */
  <T> T at(int line, Supplier<T> work) {
    try {
      return work.get();
    } catch (JinjaException e) {
      throw e.at(line);
    }
  }

  Object call(Object called, Arguments given) {
    requireTime();
    if (called instanceof Function function) {
      return function.call(given);
    }
    if (called instanceof Macro macro) {
      return macro.call(given);
    }
    if (called instanceof LoopState loop) {
      return loop.recurse(given);
    }
    if (called instanceof Undefined undefined) {
      throw undefined.failure();
    }
    throw given.failure("calls a " + Values.kind(called) + ", which is no function");
  }

  Object filter(String name, Object value, Arguments given) {
    return builtins.filters().get(name).apply(this, value, given);
  }

  boolean test(String name, Object value, Arguments given) {
    Tests.Test test = Tests.ALL.get(name);
    if (test == null) {
      throw new JinjaException("no test named '" + name + "'");
    }
    return test.holds(this, value, given);
  }
}
