package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.python.PythonTuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A parsed expression; the cases are those of Jinja2's grammar. */
sealed interface Expression {
  /**
   * What it gives.
   *
   * @throws JinjaException where Jinja2 raises
   */
  Object value(Rendering rendering);

  record Constant(Object constant) implements Expression {
    @Override
    public Object value(Rendering rendering) {
      return constant;
    }
  }

  record Name(String name) implements Expression {
    @Override
    public Object value(Rendering rendering) {
      return rendering.variable(name);
    }
  }

  record ListOf(List<Expression> items) implements Expression {
    @Override
    public Object value(Rendering rendering) {
      return values(items, rendering);
    }
  }

  record TupleOf(List<Expression> items) implements Expression {
    @Override
    public Object value(Rendering rendering) {
      return new PythonTuple(values(items, rendering));
    }
  }

  record DictOf(List<Expression> keys, List<Expression> values) implements Expression {
    @Override
    public Object value(Rendering rendering) {
      Map<Object, Object> dict = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        Dicts.put(dict, keys.get(i).value(rendering), values.get(i).value(rendering));
      }
      return dict;
    }
  }

  record Not(Expression operand) implements Expression {
    @Override
    public Object value(Rendering rendering) {
      return !Values.truth(operand.value(rendering));
    }
  }

  record And(Expression left, Expression right) implements Expression {
    @Override
    public Object value(Rendering rendering) {
      Object first = left.value(rendering);
      return Values.truth(first) ? right.value(rendering) : first;
    }
  }

  record Or(Expression left, Expression right) implements Expression {
    @Override
    public Object value(Rendering rendering) {
      Object first = left.value(rendering);
      return Values.truth(first) ? first : right.value(rendering);
    }
  }

  /** A chain, such as {@code a < b <= c}. */
  record Compare(Expression first, List<String> operators, List<Expression> others)
      implements Expression {
    @Override
    public Object value(Rendering rendering) {
      Object left = first.value(rendering);
      for (int i = 0; i < operators.size(); i++) {
        Object right = others.get(i).value(rendering);
        if (!Operators.holds(operators.get(i), left, right)) {
          return false;
        }
        left = right;
      }
      return true;
    }
  }

  /** {@code + - * / // % **}. */
  record Binary(String operator, Expression left, Expression right) implements Expression {
    @Override
    public Object value(Rendering rendering) {
      return Operators.binary(operator, left.value(rendering), right.value(rendering));
    }
  }

  /** {@code + -}. */
  record Unary(String sign, Expression operand) implements Expression {
    @Override
    public Object value(Rendering rendering) {
      return Operators.unary(sign, operand.value(rendering));
    }
  }

  /** {@code ~}. */
  record Concat(List<Expression> parts) implements Expression {
    @Override
    public Object value(Rendering rendering) {
      StringBuilder text = new StringBuilder();
      for (Expression part : parts) {
        text.append(Values.text(part.value(rendering)));
        rendering.requireRoom(text.length());
      }
      return text.toString();
    }
  }

  /** {@code value if condition else otherwise}. */
  record Conditional(Expression condition, Expression then, Optional<Expression> otherwise)
      implements Expression {
    @Override
    public Object value(Rendering rendering) {
      if (Values.truth(condition.value(rendering))) {
        return then.value(rendering);
      }
      return otherwise.isPresent()
          ? otherwise.get().value(rendering)
          : new Undefined("an inline if has no else, and its condition is false", false);
    }
  }

  record Attribute(Expression object, String name) implements Expression {
    @Override
    public Object value(Rendering rendering) {
      return rendering.subscripts().attribute(object.value(rendering), name);
    }
  }

  record Item(Expression object, Expression key) implements Expression {
    @Override
    public Object value(Rendering rendering) {
      Object from = object.value(rendering);
      if (key instanceof Slice slice) {
        return rendering
            .subscripts()
            .slice(
                from,
                Slice.bound(slice.start(), rendering),
                Slice.bound(slice.stop(), rendering),
                Slice.bound(slice.step(), rendering));
      }
      return rendering.subscripts().item(from, key.value(rendering));
    }
  }

  /** What stands between brackets with a colon. */
  record Slice(Optional<Expression> start, Optional<Expression> stop, Optional<Expression> step)
      implements Expression {
    @Override
    public Object value(Rendering rendering) {
      throw new JinjaException("a slice among other keys is not supported");
    }

    static Object bound(Optional<Expression> bound, Rendering rendering) {
      return bound.isPresent() ? bound.get().value(rendering) : null;
    }
  }

  record Call(Expression function, CallArguments arguments, int line) implements Expression {
    @Override
    public Object value(Rendering rendering) {
      Object called = function.value(rendering);
      Arguments given = arguments.evaluated(name(), rendering);
      return rendering.at(line, () -> rendering.call(called, given));
    }

    String name() {
      return function instanceof Name name
          ? name.name() + "()"
          : function instanceof Attribute attribute ? attribute.name() + "()" : "a call";
    }
  }

  record Filter(Expression filtered, String name, CallArguments arguments, int line)
      implements Expression {
    @Override
    public Object value(Rendering rendering) {
      Object value = filtered.value(rendering);
      Arguments given = arguments.evaluated("the filter '" + name + "'", rendering);
      return rendering.at(line, () -> rendering.filter(name, value, given));
    }
  }

  record Test(Expression tested, String name, CallArguments arguments, int line)
      implements Expression {
    @Override
    public Object value(Rendering rendering) {
      Object value = tested.value(rendering);
      Arguments given = arguments.evaluated("the test '" + name + "'", rendering);
      return rendering.at(line, () -> rendering.test(name, value, given));
    }
  }

  private static List<Object> values(List<Expression> expressions, Rendering rendering) {
    List<Object> values = new ArrayList<>();
    expressions.forEach(expression -> values.add(expression.value(rendering)));
    return values;
  }

  /** A call's arguments as written. */
  record CallArguments(
      List<Expression> positional,
      List<String> names,
      List<Expression> named,
      Optional<Expression> more,
      Optional<Expression> moreNamed) {
    static final CallArguments NONE =
        new CallArguments(List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());

    Arguments evaluated(String of, Rendering rendering) {
      List<Object> values = Expression.values(positional, rendering);
      Map<String, Object> byName = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        put(byName, names.get(i), named.get(i).value(rendering));
      }
      more.ifPresent(items -> values.addAll(Values.items(items.value(rendering))));
      if (moreNamed.isPresent()) {
        if (!(moreNamed.get().value(rendering) instanceof Map<?, ?> map)) {
          throw new JinjaException(of + " needs a dict behind **");
        }
        map.forEach((name, value) -> put(byName, Values.text(name), value));
      }
      return new Arguments(of, values, byName);
    }

    private static void put(Map<String, Object> byName, String name, Object value) {
      if (byName.containsKey(name)) {
        throw new JinjaException("an argument '" + name + "' is given twice");
      }
      byName.put(name, value);
    }
  }
}
