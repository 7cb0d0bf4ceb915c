package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.jinja.Expression.CallArguments;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A parsed part of a template, which knows how to render itself. */
interface Statement {
  /** How a loop goes on behind a statement. */
  enum Flow {
    ON,
    BREAK,
    CONTINUE
  }

  /** Writes what it gives to the rendering's output. */
  Flow render(Rendering rendering);

  /** Says which names it reads and sets in the body that it stands in. */
  void declare(Names names);

  /**
   * Has the bodies inside find out which names are theirs.
   *
   * @param known names that the bodies around them know
   */
  default void resolve(Set<String> known) {}

  /** Statements that are rendered one after the other, in a scope of their own or not. */
  final class Body implements Iterable<Statement> {
    static final Body EMPTY = new Body(List.of());

    private final List<Statement> statements;
    private Set<String> unset = Set.of();

    Body(List<Statement> statements) {
      this.statements = statements;
    }

    @Override
    public Iterator<Statement> iterator() {
      return statements.iterator();
    }

    /**
     * Finds out which names are not set where it begins, although the template's variables may have
     * them.
     */
    void resolve(Set<String> outer, Set<String> given) {
      Names names = new Names(given);
      statements.forEach(statement -> statement.declare(names));
      unset = new HashSet<>(names.own());
      unset.removeAll(outer);
      Set<String> known = new HashSet<>(outer);
      known.addAll(names.known());
      statements.forEach(statement -> statement.resolve(known));
    }

    /** A scope for it. */
    Scope scope(Scope outer) {
      Scope inner = new Scope(outer);
      unset.forEach(name -> inner.set(name, Scope.UNSET));
      return inner;
    }

    /** Renders a whole template. */
    void render(Rendering rendering, Scope outermost) {
      rendering.inside(scope(outermost), () -> render(rendering));
    }

    /** Renders up to the first statement that leaves a loop. */
    Flow render(Rendering rendering) {
      for (Statement statement : statements) {
        Flow flow = statement.render(rendering);
        if (flow != Flow.ON) {
          return flow;
        }
      }
      return Flow.ON;
    }

    /** What it writes in a scope of its own. */
    String captured(Rendering rendering) {
      return rendering.inside(
          scope(rendering.scope()), () -> rendering.captured(() -> render(rendering)));
    }
  }

  record Text(String text) implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      rendering.write(text);
      return Flow.ON;
    }

    @Override
    public void declare(Names names) {}
  }

  record Output(Expression value, int line) implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      rendering.write(rendering.at(line, () -> Values.text(value.value(rendering))));
      return Flow.ON;
    }

    @Override
    public void declare(Names names) {
      names.load(value);
    }
  }

  record If(List<Branch> branches, Body otherwise) implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      for (Branch branch : branches) {
        if (rendering.at(branch.line(), () -> Values.truth(branch.condition().value(rendering)))) {
          return branch.body().render(rendering);
        }
      }
      return otherwise.render(rendering);
    }

    /** A body, all elifs as an if of their own, and an else. */
    @Override
    public void declare(Names names) {
      names.load(branches.get(0).condition());
      Names then = names.branch();
      branches.get(0).body().forEach(statement -> statement.declare(then));
      Names elifs = names.branch();
      for (Branch elif : branches.subList(1, branches.size())) {
        new If(List.of(elif), Body.EMPTY).declare(elifs);
      }
      Names last = names.branch();
      otherwise.forEach(statement -> statement.declare(last));
      names.join(List.of(then, elifs, last));
    }

    /** Its bodies have no scope of their own. */
    @Override
    public void resolve(Set<String> known) {
      branches.forEach(branch -> branch.body().forEach(statement -> statement.resolve(known)));
      otherwise.forEach(statement -> statement.resolve(known));
    }
  }

  record Branch(Expression condition, Body body, int line) {}

  record For(
      Target target,
      Expression items,
      Optional<Expression> condition,
      boolean recursive,
      Body body,
      Body otherwise,
      int line)
      implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      Object all = rendering.at(line, () -> items.value(rendering));
      loop(rendering, rendering.scope(), all, 0);
      return Flow.ON;
    }

    private void loop(Rendering rendering, Scope outer, Object all, int depth) {
      List<Object> chosen = rendering.at(line, () -> chosen(rendering, outer, all));
      if (chosen.isEmpty()) {
        rendering.inside(otherwise.scope(outer), () -> otherwise.render(rendering));
        return;
      }
      LoopState state =
          new LoopState(
              chosen,
              depth,
              rendering,
              recursive
                  ? deeper -> rendering.captured(() -> loop(rendering, outer, deeper, depth + 1))
                  : null);
      while (state.next()) {
        rendering.requireTime();
        Scope scope = body.scope(outer);
        scope.set("loop", state);
        Flow flow =
            rendering.inside(
                scope,
                () -> {
                  rendering.at(line, () -> target.assign(state.item(), rendering));
                  return body.render(rendering);
                });
        if (flow == Flow.BREAK) {
          return;
        }
      }
    }

    private List<Object> chosen(Rendering rendering, Scope outer, Object all) {
      List<Object> every = Values.items(all);
      if (condition.isEmpty()) {
        return every;
      }
      List<Object> chosen = new ArrayList<>();
      for (Object item : every) {
        boolean holds =
            rendering.inside(
                new Scope(outer),
                () -> {
                  target.assign(item, rendering);
                  return Values.truth(condition.get().value(rendering));
                });
        if (holds) {
          chosen.add(item);
        }
      }
      return chosen;
    }

    @Override
    public void declare(Names names) {
      names.load(items);
    }

    @Override
    public void resolve(Set<String> known) {
      Set<String> given = target.variables();
      given.add("loop");
      body.resolve(known, given);
      otherwise.resolve(known, Set.of());
    }
  }

  record Assign(Target target, Expression value, int line) implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      rendering.at(line, () -> target.assign(value.value(rendering), rendering));
      return Flow.ON;
    }

    @Override
    public void declare(Names names) {
      names.load(value);
      target.declare(names);
    }
  }

  /** {@code {% set name %}...{% endset %}}, maybe through filters. */
  record SetBlock(Target target, List<Filtering> filters, Body body, int line)
      implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      Object text = Filtering.all(filters, body.captured(rendering), rendering, line);
      rendering.at(line, () -> target.assign(text, rendering));
      return Flow.ON;
    }

    @Override
    public void declare(Names names) {
      names.load(filters);
      target.declare(names);
    }

    @Override
    public void resolve(Set<String> known) {
      body.resolve(known, Set.of());
    }
  }

  record FilterBlock(List<Filtering> filters, Body body, int line) implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      Object text = Filtering.all(filters, body.captured(rendering), rendering, line);
      rendering.write(rendering.at(line, () -> text(text)));
      return Flow.ON;
    }

    @Override
    public void declare(Names names) {
      names.load(filters);
    }

    @Override
    public void resolve(Set<String> known) {
      body.resolve(known, Set.of());
    }

    /** As Jinja2 joins what a template writes: of texts alone. */
    private static String text(Object filtered) {
      if (Values.plain(filtered) instanceof String text) {
        return text;
      }
      throw new JinjaException("a filter block gives a " + Values.kind(filtered) + ", not a text");
    }
  }

  record With(List<Target> targets, List<Expression> values, Body body, int line)
      implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      List<Object> evaluated = new ArrayList<>();
      values.forEach(value -> evaluated.add(rendering.at(line, () -> value.value(rendering))));
      return rendering.inside(
          body.scope(rendering.scope()),
          () -> {
            for (int i = 0; i < targets.size(); i++) {
              targets.get(i).assign(evaluated.get(i), rendering);
            }
            return body.render(rendering);
          });
    }

    @Override
    public void declare(Names names) {
      names.load(values);
    }

    @Override
    public void resolve(Set<String> known) {
      Set<String> given = new HashSet<>();
      targets.forEach(target -> given.addAll(target.variables()));
      body.resolve(known, given);
    }
  }

  record MacroDefinition(Signature signature) implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      rendering.scope().set(signature.name(), signature.macro(rendering));
      return Flow.ON;
    }

    @Override
    public void declare(Names names) {
      names.store(signature.name());
    }

    @Override
    public void resolve(Set<String> known) {
      signature.resolve(known);
    }
  }

  /** {@code {% call(...) function(...) %}}. */
  record CallBlock(Expression.Call call, Signature caller, int line) implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      Object called = call.function().value(rendering);
      Arguments given = call.arguments().evaluated(call.name(), rendering);
      Map<String, Object> named = new LinkedHashMap<>(given.named());
      named.put("caller", caller.macro(rendering));
      Arguments all = new Arguments(given.of(), given.positional(), named);
      rendering.write(rendering.at(line, () -> Values.text(rendering.call(called, all))));
      return Flow.ON;
    }

    @Override
    public void declare(Names names) {
      names.load(call);
    }

    @Override
    public void resolve(Set<String> known) {
      caller.resolve(known);
    }
  }

  /** {@code {% generation %}}, by which training finds the assistant's words. */
  record Generation(Signature caller) implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      rendering.write(Values.text(caller.macro(rendering).call(Arguments.of("caller()"))));
      return Flow.ON;
    }

    @Override
    public void declare(Names names) {}

    @Override
    public void resolve(Set<String> known) {
      caller.resolve(known);
    }
  }

  record Break() implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      return Flow.BREAK;
    }

    @Override
    public void declare(Names names) {}
  }

  record Continue() implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      return Flow.CONTINUE;
    }

    @Override
    public void declare(Names names) {}
  }

  /** A filter and its arguments, for a text that is still to come. */
  record Filtering(String name, CallArguments arguments) {
    static Object all(List<Filtering> filters, String text, Rendering rendering, int line) {
      Object value = text;
      for (Filtering filter : filters) {
        Object before = value;
        Arguments given = filter.arguments.evaluated("the filter '" + filter.name + "'", rendering);
        value = rendering.at(line, () -> rendering.filter(filter.name, before, given));
      }
      return value;
    }
  }

  /**
   * A macro.
   *
   * @param defaults of the last parameters
   * @param uses names that its body reads
   */
  record Signature(
      String name,
      List<String> parameters,
      List<Expression> defaults,
      Set<String> uses,
      Body body) {
    Macro macro(Rendering rendering) {
      Scope defined = rendering.scope();
      return new Macro(
          name,
          parameters,
          defaults,
          uses,
          rendering,
          () -> body.scope(defined),
          () -> body.render(rendering));
    }

    void resolve(Set<String> known) {
      Set<String> given = new HashSet<>(parameters);
      given.addAll(List.of("caller", "kwargs", "varargs"));
      body.resolve(known, given);
    }
  }

  /** What is assigned to. */
  interface Target {
    /** Assigns; returns the value for the sake of callers that need one. */
    Object assign(Object value, Rendering rendering);

    /** Says which names it sets or reads. */
    void declare(Names names);

    /** The variables that it sets. */
    Set<String> variables();

    record Variable(String name) implements Target {
      @Override
      public Object assign(Object value, Rendering rendering) {
        rendering.scope().set(name, value);
        return value;
      }

      @Override
      public void declare(Names names) {
        names.store(name);
      }

      @Override
      public Set<String> variables() {
        return new HashSet<>(List.of(name));
      }
    }

    record Member(String namespace, String name) implements Target, ReadsName {
      @Override
      public Object assign(Object value, Rendering rendering) {
        if (!(rendering.variable(namespace) instanceof Namespace found)) {
          throw new JinjaException("'" + namespace + "' is no namespace, so nothing in it is set");
        }
        found.attributes().put(name, value);
        return value;
      }

      @Override
      public void declare(Names names) {
        names.load(this);
      }

      @Override
      public Set<String> variables() {
        return new HashSet<>();
      }

      @Override
      public String readName() {
        return namespace;
      }
    }

    record Several(List<Target> targets) implements Target {
      @Override
      public Object assign(Object value, Rendering rendering) {
        List<Object> items = Values.items(value);
        if (items.size() != targets.size()) {
          throw new JinjaException(
              "%d values for %d names".formatted(items.size(), targets.size()));
        }
        for (int i = 0; i < items.size(); i++) {
          targets.get(i).assign(items.get(i), rendering);
        }
        return value;
      }

      @Override
      public void declare(Names names) {
        targets.forEach(target -> target.declare(names));
      }

      @Override
      public Set<String> variables() {
        Set<String> all = new HashSet<>();
        targets.forEach(target -> all.addAll(target.variables()));
        return all;
      }
    }
  }
}
