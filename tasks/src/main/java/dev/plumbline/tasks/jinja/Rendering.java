package dev.plumbline.tasks.jinja;

import java.util.Map;
import java.util.function.Supplier;

/** One rendering of a template: its variables, what it has written, and its limits. */
final class Rendering implements Context {
  private final Builtins builtins;
  private final Map<String, ?> variables;
  private final Subscripts subscripts;
  private final long deadline = System.nanoTime() + Limits.TIME.toNanos();
  private Scope scope = new Scope(null);
  private StringBuilder out = new StringBuilder();
  private int depth;

  Rendering(Builtins builtins, Map<String, ?> variables) {
    this.builtins = builtins;
    this.variables = variables;
    this.subscripts = new Subscripts(!builtins.isChat(), builtins.isChat());
  }

  /** What was written. */
  String text() {
    return out.toString();
  }

  @Override
  public boolean hasFilter(String name) {
    return builtins.filters().containsKey(name);
  }

  @Override
  public Object item(Object object, Object key) {
    return subscripts.item(object, key);
  }

  Subscripts subscripts() {
    return subscripts;
  }

  Scope scope() {
    return scope;
  }

  @Override
  public Undefined undefined(String what) {
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
    if (length > Limits.OUTPUT) {
      throw new JinjaException("builds more than " + Limits.OUTPUT + " characters");
    }
  }

  /** Fails once the rendering has taken too long. */
  void requireTime() {
    if (System.nanoTime() - deadline > 0) {
      throw new JinjaException(
          "takes longer than " + Limits.TIME.toSeconds() + " s; simplify the template");
    }
  }

  /** Does something in another scope. */
  <T> T inside(Scope inner, Supplier<T> work) {
    Scope outer = scope;
    scope = inner;
    if (++depth > Limits.DEPTH) {
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
    if (called instanceof Undefined undefined) {
      throw undefined.failure();
    }
    throw given.failure("calls a " + Values.kind(called) + ", which is no function");
  }

  @Override
  public Object filter(String name, Object value, Arguments given) {
    return builtins.filters().get(name).apply(this, value, given);
  }

  @Override
  public boolean test(String name, Object value, Arguments given) {
    Tests.Test test = Tests.ALL.get(name);
    if (test == null) {
      throw new JinjaException("no test named '" + name + "'");
    }
    return test.holds(this, value, given);
  }
}
