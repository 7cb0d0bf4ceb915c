package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.jinja.Expression.CallArguments;
import dev.plumbline.tasks.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses expressions with the precedence of Jinja2 3.1 ({@code jinja2/parser.py}). */
final class ExpressionParser {
  /** Deepest nesting; what goes deeper is no prompt. */
  private static final int MOST_DEPTH = 200;

  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
  private static final Set<String> PRODUCTS = Set.of("*", "/", "//", "%");

  private final TokenStream tokens;
  private final Builtins builtins;

  private int depth;

  ExpressionParser(TokenStream tokens, Builtins builtins) {
    this.tokens = tokens;
    this.builtins = builtins;
  }

  /** An expression, or several with commas as a tuple. */
  Expression tuple(boolean conditional) {
    return tuple(conditional, false);
  }

  private Expression tuple(boolean conditional, boolean parentheses) {
    List<Expression> items = new ArrayList<>();
    boolean several = false;
    while (!endsTuple()) {
      items.add(conditional ? expression() : or());
      if (!tokens.skipOperator(",")) {
        break;
      }
      several = true;
    }
    if (!several && !items.isEmpty()) {
      return items.get(0);
    }
    if (items.isEmpty() && !parentheses) {
      throw tokens.failure("expected an expression, got " + tokens.current().shown());
    }
    return new Expression.TupleOf(items);
  }

  private boolean endsTuple() {
    return tokens.isAt(Kind.VARIABLE_END)
        || tokens.isAt(Kind.BLOCK_END)
        || tokens.isAt(Kind.EOF)
        || tokens.isAtOperator(")");
  }

  Expression expression() {
    if (++depth > MOST_DEPTH) {
      throw tokens.failure("nests too deeply; simplify the template");
    }
    Expression value = or();
    while (tokens.skipName("if")) {
      Expression condition = or();
      Optional<Expression> otherwise =
          tokens.skipName("else") ? Optional.of(expression()) : Optional.empty();
      value = new Expression.Conditional(condition, value, otherwise);
    }
    depth--;
    return value;
  }

  private Expression or() {
    Expression left = and();
    while (tokens.skipName("or")) {
      left = new Expression.Or(left, and());
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (tokens.skipName("and")) {
      left = new Expression.And(left, not());
    }
    return left;
  }

  private Expression not() {
    int negations = 0;
    while (tokens.skipName("not")) {
      negations++;
    }
    Expression value = comparison();
    for (int i = 0; i < negations; i++) {
      value = new Expression.Not(value);
    }
    return value;
  }

  private Expression comparison() {
    Expression first = sum();
    List<String> operators = new ArrayList<>();
    List<Expression> others = new ArrayList<>();
    while (true) {
      Token token = tokens.current();
      if (token.kind() == Kind.OPERATOR && COMPARISONS.contains(token.value())) {
        tokens.next();
        operators.add((String) token.value());
      } else if (tokens.skipName("in")) {
        operators.add("in");
      } else if (token.isName("not") && tokens.following().isName("in")) {
        tokens.next();
        tokens.next();
        operators.add("not in");
      } else {
        return operators.isEmpty() ? first : new Expression.Compare(first, operators, others);
      }
      others.add(sum());
    }
  }

  private Expression sum() {
    Expression left = concat();
    while (tokens.isAtOperator("+") || tokens.isAtOperator("-")) {
      String operator = (String) tokens.next().value();
      left = new Expression.Binary(operator, left, concat());
    }
    return left;
  }

  private Expression concat() {
    List<Expression> parts = new ArrayList<>(List.of(product()));
    while (tokens.skipOperator("~")) {
      parts.add(product());
    }
    return parts.size() == 1 ? parts.get(0) : new Expression.Concat(parts);
  }

  private Expression product() {
    Expression left = power();
    while (tokens.isAt(Kind.OPERATOR) && PRODUCTS.contains(tokens.current().value())) {
      String operator = (String) tokens.next().value();
      left = new Expression.Binary(operator, left, power());
    }
    return left;
  }

  /** From the left, other than in Python. */
  private Expression power() {
    Expression left = unary(true);
    while (tokens.skipOperator("**")) {
      left = new Expression.Binary("**", left, unary(true));
    }
    return left;
  }

  private Expression unary(boolean filtered) {
    Expression value;
    if (tokens.isAtOperator("-") || tokens.isAtOperator("+")) {
      if (++depth > MOST_DEPTH) {
        throw tokens.failure("nests too deeply; simplify the template");
      }
      String sign = (String) tokens.next().value();
      value = new Expression.Unary(sign, unary(false));
      depth--;
    } else {
      value = primary();
    }
    value = postfix(value);
    return filtered ? filtered(value) : value;
  }

  Expression primary() {
    Token token = tokens.current();
    switch (token.kind()) {
      case NAME -> {
        tokens.next();
        return named((String) token.value());
      }
      case STRING -> {
        StringBuilder text = new StringBuilder();
        while (tokens.isAt(Kind.STRING)) {
          text.append(tokens.next().value());
        }
        return new Expression.Constant(text.toString());
      }
      case INTEGER, FLOAT -> {
        return new Expression.Constant(tokens.next().value());
      }
      default -> {
        if (tokens.skipOperator("(")) {
          Expression inside = tuple(true, true);
          tokens.expectOperator(")");
          return inside;
        }
        if (tokens.skipOperator("[")) {
          return list();
        }
        if (tokens.skipOperator("{")) {
          return dict();
        }
        throw tokens.unexpected();
      }
    }
  }

  private Expression named(String name) {
    return switch (name) {
      case "true", "True" -> new Expression.Constant(true);
      case "false", "False" -> new Expression.Constant(false);
      case "none", "None" -> new Expression.Constant(null);
      default -> new Expression.Name(name);
    };
  }

  private Expression list() {
    List<Expression> items = new ArrayList<>();
    while (!tokens.skipOperator("]")) {
      if (!items.isEmpty()) {
        tokens.expectOperator(",");
        if (tokens.skipOperator("]")) {
          break;
        }
      }
      items.add(expression());
    }
    return new Expression.ListOf(items);
  }

  private Expression dict() {
    List<Expression> keys = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    while (!tokens.skipOperator("}")) {
      if (!keys.isEmpty()) {
        tokens.expectOperator(",");
        if (tokens.skipOperator("}")) {
          break;
        }
      }
      keys.add(expression());
      tokens.expectOperator(":");
      values.add(expression());
    }
    return new Expression.DictOf(keys, values);
  }

  private Expression postfix(Expression object) {
    Expression value = object;
    while (true) {
      int line = tokens.line();
      if (tokens.skipOperator(".")) {
        value = member(value);
      } else if (tokens.skipOperator("[")) {
        value = new Expression.Item(value, subscript());
      } else if (tokens.isAtOperator("(")) {
        value = new Expression.Call(value, arguments(), line);
      } else {
        return value;
      }
    }
  }

  private Expression member(Expression object) {
    if (tokens.isAt(Kind.INTEGER)) {
      return new Expression.Item(object, new Expression.Constant(tokens.next().value()));
    }
    return new Expression.Attribute(object, tokens.expectAnyName());
  }

  private Expression subscript() {
    List<Expression> parts = new ArrayList<>();
    while (!tokens.skipOperator("]")) {
      if (!parts.isEmpty()) {
        tokens.expectOperator(",");
      }
      parts.add(subscriptPart());
    }
    return parts.size() == 1 ? parts.get(0) : new Expression.TupleOf(parts);
  }

  private Expression subscriptPart() {
    Optional<Expression> start = Optional.empty();
    if (!tokens.isAtOperator(":")) {
      Expression only = expression();
      if (!tokens.isAtOperator(":")) {
        return only;
      }
      start = Optional.of(only);
    }
    tokens.expectOperator(":");
    Optional<Expression> stop = slicePart();
    Optional<Expression> step = tokens.skipOperator(":") ? slicePart() : Optional.empty();
    return new Expression.Slice(start, stop, step);
  }

  private Optional<Expression> slicePart() {
    boolean absent =
        tokens.isAtOperator(":") || tokens.isAtOperator("]") || tokens.isAtOperator(",");
    return absent ? Optional.empty() : Optional.of(expression());
  }

  private Expression filtered(Expression unfiltered) {
    Expression value = unfiltered;
    while (true) {
      int line = tokens.line();
      if (tokens.skipOperator("|")) {
        Statement.Filtering filter = filter();
        value = new Expression.Filter(value, filter.name(), filter.arguments(), line);
      } else if (tokens.skipName("is")) {
        value = test(value, line);
      } else if (tokens.isAtOperator("(")) {
        value = new Expression.Call(value, arguments(), line);
      } else {
        return value;
      }
    }
  }

  /** A filter's name and arguments, behind its bar. */
  Statement.Filtering filter() {
    String name = dotted();
    builtins.requireFilter(name, tokens);
    return new Statement.Filtering(
        name, tokens.isAtOperator("(") ? arguments() : CallArguments.NONE);
  }

  private String dotted() {
    StringBuilder name = new StringBuilder(tokens.expectAnyName());
    while (tokens.skipOperator(".")) {
      name.append('.').append(tokens.expectAnyName());
    }
    return name.toString();
  }

  private Expression test(Expression value, int line) {
    boolean negated = tokens.skipName("not");
    String name = dotted();
    builtins.requireTest(name, tokens);
    CallArguments arguments = CallArguments.NONE;
    if (tokens.isAtOperator("(")) {
      arguments = arguments();
    } else if (beginsOperand()) {
      if (tokens.current().isName("is")) {
        throw tokens.failure("tests with 'is' cannot be chained");
      }
      arguments =
          new CallArguments(
              List.of(postfix(primary())),
              List.of(),
              List.of(),
              Optional.empty(),
              Optional.empty());
    }
    Expression test = new Expression.Test(value, name, arguments, line);
    return negated ? new Expression.Not(test) : test;
  }

  private boolean beginsOperand() {
    Token token = tokens.current();
    return switch (token.kind()) {
      case NAME -> !token.isName("else") && !token.isName("or") && !token.isName("and");
      case STRING, INTEGER, FLOAT -> true;
      case OPERATOR -> token.isOperator("[") || token.isOperator("{");
      case DATA, VARIABLE_BEGIN, VARIABLE_END, BLOCK_BEGIN, BLOCK_END, EOF -> false;
    };
  }

  CallArguments arguments() {
    tokens.expectOperator("(");
    List<Expression> positional = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Expression> named = new ArrayList<>();
    Optional<Expression> more = Optional.empty();
    Optional<Expression> moreNamed = Optional.empty();
    boolean first = true;
    while (!tokens.skipOperator(")")) {
      if (!first) {
        tokens.expectOperator(",");
        if (tokens.skipOperator(")")) {
          break;
        }
      }
      first = false;
      if (tokens.skipOperator("*")) {
        require(more.isEmpty() && moreNamed.isEmpty());
        more = Optional.of(expression());
      } else if (tokens.skipOperator("**")) {
        require(moreNamed.isEmpty());
        moreNamed = Optional.of(expression());
      } else if (tokens.isAt(Kind.NAME) && tokens.following().isOperator("=")) {
        require(moreNamed.isEmpty());
        names.add(tokens.expectAnyName());
        tokens.next();
        named.add(expression());
      } else {
        require(more.isEmpty() && moreNamed.isEmpty() && names.isEmpty());
        positional.add(expression());
      }
    }
    return new CallArguments(positional, names, named, more, moreNamed);
  }

  private void require(boolean valid) {
    if (!valid) {
      throw tokens.failure("the arguments of a call are out of order");
    }
  }
}
