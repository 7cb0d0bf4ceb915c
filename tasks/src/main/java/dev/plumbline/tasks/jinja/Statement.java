package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.jinja.Expression.CallArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A parsed part of a template. */
sealed interface Statement {
  /** How a loop goes on behind a statement. */
  enum Flow {
    ON,
    BREAK,
    CONTINUE
  }

  /** Writes what it gives to the rendering's output. */
  Flow render(Rendering rendering);

  /** Renders statements up to the first that leaves a loop. */
  static Flow render(List<Statement> statements, Rendering rendering) {
    for (Statement statement : statements) {
      Flow flow = statement.render(rendering);
      if (flow != Flow.ON) {
        return flow;
      }
    }
    return Flow.ON;
  }

  record Text(String text) implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      rendering.write(text);
      return Flow.ON;
    }
  }

  record Output(Expression value, int line) implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      rendering.write(rendering.at(line, () -> Values.text(value.value(rendering))));
      return Flow.ON;
    }
  }

  record If(List<Branch> branches, List<Statement> otherwise) implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      for (Branch branch : branches) {
        if (rendering.at(branch.line(), () -> Values.truth(branch.condition().value(rendering)))) {
          return Statement.render(branch.body(), rendering);
        }
      }
      return Statement.render(otherwise, rendering);
    }
  }

  record Branch(Expression condition, List<Statement> body, int line) {}

  record For(
      Target target,
      Expression items,
      Optional<Expression> condition,
      boolean recursive,
      List<Statement> body,
      List<Statement> otherwise,
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
        rendering.inside(
            rendering.scope(outer, otherwise), () -> Statement.render(otherwise, rendering));
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
        Scope scope = rendering.scope(outer, body);
        scope.set("loop", state);
        Flow flow =
            rendering.inside(
                scope,
                () -> {
                  rendering.at(line, () -> target.assign(state.item(), rendering));
                  return Statement.render(body, rendering);
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
  }

  record Set(Target target, Expression value, int line) implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      rendering.at(line, () -> target.assign(value.value(rendering), rendering));
      return Flow.ON;
    }
  }

  /** {@code {% set name %}...{% endset %}}, maybe through filters. */
  record SetBlock(Target target, List<Filtering> filters, List<Statement> body, int line)
      implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      Object text = Filtering.all(filters, rendering.block(body), rendering, line);
      rendering.at(line, () -> target.assign(text, rendering));
      return Flow.ON;
    }
  }

  record FilterBlock(List<Filtering> filters, List<Statement> body, int line) implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      Object text = Filtering.all(filters, rendering.block(body), rendering, line);
      rendering.write(rendering.at(line, () -> Values.text(text)));
      return Flow.ON;
    }
  }

  record With(List<Target> targets, List<Expression> values, List<Statement> body, int line)
      implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      List<Object> evaluated = new ArrayList<>();
      values.forEach(value -> evaluated.add(rendering.at(line, () -> value.value(rendering))));
      return rendering.inside(
          rendering.scope(rendering.scope(), body),
          () -> {
            for (int i = 0; i < targets.size(); i++) {
              targets.get(i).assign(evaluated.get(i), rendering);
            }
            return Statement.render(body, rendering);
          });
    }
  }

  record MacroDefinition(Signature signature) implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      rendering.scope().set(signature.name(), new Macro(signature, rendering));
      return Flow.ON;
    }
  }

  /** {@code {% call(...) function(...) %}}. */
  record CallBlock(Expression.Call call, Signature caller, int line) implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      Object called = call.function().value(rendering);
      Arguments given = call.arguments().evaluated(call.name(), rendering);
      Map<String, Object> named = new java.util.LinkedHashMap<>(given.named());
      named.put("caller", new Macro(caller, rendering));
      Arguments all = new Arguments(given.of(), given.positional(), named);
      rendering.write(rendering.at(line, () -> Values.text(rendering.call(called, all))));
      return Flow.ON;
    }
  }

  /** {@code {% generation %}}, by which training finds the assistant's words. */
  record Generation(List<Statement> body) implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      rendering.write(rendering.block(body));
      return Flow.ON;
    }
  }

  record Break() implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      return Flow.BREAK;
    }
  }

  record Continue() implements Statement {
    @Override
    public Flow render(Rendering rendering) {
      return Flow.CONTINUE;
    }
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
      java.util.Set<String> uses,
      List<Statement> body) {}

  /** What is assigned to. */
  sealed interface Target {
    /** Assigns; returns the value for the sake of callers that need one. */
    Object assign(Object value, Rendering rendering);

    record Variable(String name) implements Target {
      @Override
      public Object assign(Object value, Rendering rendering) {
        rendering.scope().set(name, value);
        return value;
      }
    }

    record Member(String namespace, String name) implements Target {
      @Override
      public Object assign(Object value, Rendering rendering) {
        if (!(rendering.variable(namespace) instanceof Namespace found)) {
          throw new JinjaException("'" + namespace + "' is no namespace, so nothing in it is set");
        }
        found.attributes().put(name, value);
        return value;
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
    }
  }
}
