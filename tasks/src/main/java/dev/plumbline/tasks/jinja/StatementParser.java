package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.jinja.Statement.Body;
import dev.plumbline.tasks.jinja.Statement.Filtering;
import dev.plumbline.tasks.jinja.Statement.Signature;
import dev.plumbline.tasks.jinja.Statement.Target;
import dev.plumbline.tasks.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses a template into statements, as {@code jinja2/parser.py} does. */
final class StatementParser {
  private static final Set<String> CONSTANTS =
      Set.of("true", "false", "none", "True", "False", "None");
  private static final int MOST_DEPTH = 100;

  private final Builtins builtins;
  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private int loops;
  private int depth;

  private StatementParser(Builtins builtins, TokenStream tokens) {
    this.builtins = builtins;
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens, builtins);
  }

  static Body parse(List<Token> tokens, Builtins builtins) {
    StatementParser parser = new StatementParser(builtins, new TokenStream(tokens));
    Body body = parser.until(Set.of());
    if (!parser.tokens.isAt(Kind.EOF)) {
      throw parser.tokens.unexpected();
    }
    body.resolve(Set.of(), Set.of());
    return body;
  }

  /** Statements up to a block with one of these names, of which the name is next. */
  private Body until(Set<String> ends) {
    List<Statement> body = new ArrayList<>();
    if (++depth > MOST_DEPTH) {
      throw tokens.failure("nests too deeply; simplify the template");
    }
    while (!tokens.isAt(Kind.EOF)) {
      Token token = tokens.next();
      switch (token.kind()) {
        case DATA -> body.add(new Statement.Text((String) token.value()));
        case VARIABLE_BEGIN -> {
          body.add(new Statement.Output(expressions.tuple(true), token.line()));
          tokens.expect(Kind.VARIABLE_END);
        }
        case BLOCK_BEGIN -> {
          if (tokens.isAt(Kind.NAME) && ends.contains(tokens.current().value())) {
            depth--;
            return new Body(body);
          }
          body.addAll(statement());
          tokens.expect(Kind.BLOCK_END);
        }
        case VARIABLE_END, BLOCK_END, NAME, STRING, INTEGER, FLOAT, OPERATOR, EOF ->
            throw tokens.unexpected();
      }
    }
    if (!ends.isEmpty()) {
      throw tokens.failure(
          "a block has no end; expected " + String.join(" or ", ends.stream().sorted().toList()));
    }
    depth--;
    return new Body(body);
  }

  /** The body of a block whose tag ends here. */
  private Body body(String... ends) {
    tokens.skipOperator(":");
    tokens.expect(Kind.BLOCK_END);
    return until(Set.of(ends));
  }

  private Body bodyAndEnd(String end) {
    Body body = body(end);
    tokens.next();
    return body;
  }

  private List<Statement> statement() {
    int line = tokens.line();
    String name = tokens.expectAnyName();
    return switch (name) {
      case "if" -> List.of(ifBlock(line));
      case "for" -> List.of(forBlock(line));
      case "set" -> List.of(set(line));
      case "with" -> List.of(with(line));
      case "macro" -> List.of(macro());
      case "call" -> List.of(call(line));
      case "filter" -> List.of(filter(line));
      case "print" -> print(line);
      default -> List.of(extension(name));
    };
  }

  private Statement extension(String name) {
    if (builtins.isChat()) {
      switch (name) {
        case "generation" -> {
          return new Statement.Generation(caller(List.of(), List.of(), "endgeneration"));
        }
        case "break" -> {
          requireLoop(name);
          return new Statement.Break();
        }
        case "continue" -> {
          requireLoop(name);
          return new Statement.Continue();
        }
        default -> {}
      }
    }
    throw tokens.failure(
        switch (name) {
          case "include", "import", "from", "extends", "block" ->
              "'" + name + "' is about other files, which templates cannot read";
          case "autoescape" -> "'autoescape' is not supported";
          default -> "unknown tag '" + name + "'";
        });
  }

  private void requireLoop(String name) {
    if (loops == 0) {
      throw tokens.failure("'" + name + "' is in no loop");
    }
  }

  private Statement ifBlock(int line) {
    List<Statement.Branch> branches = new ArrayList<>();
    Body otherwise = Body.EMPTY;
    int at = line;
    while (true) {
      Expression condition = expressions.tuple(false);
      branches.add(new Statement.Branch(condition, body("elif", "else", "endif"), at));
      at = tokens.line();
      String next = tokens.expectAnyName();
      if (next.equals("else")) {
        otherwise = bodyAndEnd("endif");
      }
      if (!next.equals("elif")) {
        return new Statement.If(branches, otherwise);
      }
    }
  }

  private Statement forBlock(int line) {
    loops++;
    Target target = targets(false);
    loops--;
    tokens.expectName("in");
    Expression items = expressions.tuple(false);
    Optional<Expression> condition =
        tokens.skipName("if") ? Optional.of(expressions.expression()) : Optional.empty();
    boolean recursive = tokens.skipName("recursive");
    loops++;
    Body body = body("endfor", "else");
    loops--;
    Body otherwise = tokens.expectAnyName().equals("else") ? bodyAndEnd("endfor") : Body.EMPTY;
    return new Statement.For(target, items, condition, recursive, body, otherwise, line);
  }

  private Statement set(int line) {
    Target target = targets(true);
    if (tokens.skipOperator("=")) {
      return new Statement.Assign(target, expressions.tuple(true), line);
    }
    List<Filtering> filters = new ArrayList<>();
    while (tokens.skipOperator("|")) {
      filters.add(expressions.filter());
    }
    return new Statement.SetBlock(target, filters, bodyAndEnd("endset"), line);
  }

  private Statement with(int line) {
    List<Target> targets = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    while (!tokens.isAt(Kind.BLOCK_END)) {
      if (!targets.isEmpty()) {
        tokens.expectOperator(",");
      }
      targets.add(targets(false));
      tokens.expectOperator("=");
      values.add(expressions.expression());
    }
    return new Statement.With(targets, values, bodyAndEnd("endwith"), line);
  }

  private Statement macro() {
    String name = variable();
    return new Statement.MacroDefinition(signature(name, "endmacro"));
  }

  private Statement call(int line) {
    List<String> parameters = new ArrayList<>();
    List<Expression> defaults = new ArrayList<>();
    if (tokens.isAtOperator("(")) {
      parameters(parameters, defaults);
    }
    Expression.Call call =
        expressions.expression().asCall().orElseThrow(() -> tokens.failure("expected a call"));
    return new Statement.CallBlock(call, caller(parameters, defaults, "endcall"), line);
  }

  /** What a block hands on as a macro. */
  private Signature caller(List<String> parameters, List<Expression> defaults, String end) {
    Body body = outsideLoops(end);
    return new Signature("caller", parameters, defaults, Names.readIn(body), body);
  }

  private Signature signature(String name, String end) {
    List<String> parameters = new ArrayList<>();
    List<Expression> defaults = new ArrayList<>();
    parameters(parameters, defaults);
    Body body = outsideLoops(end);
    return new Signature(name, parameters, defaults, Names.readIn(body), body);
  }

  private Body outsideLoops(String end) {
    int outer = loops;
    loops = 0;
    Body body = bodyAndEnd(end);
    loops = outer;
    return body;
  }

  private void parameters(List<String> names, List<Expression> defaults) {
    tokens.expectOperator("(");
    while (!tokens.skipOperator(")")) {
      if (!names.isEmpty()) {
        tokens.expectOperator(",");
      }
      String name = variable();
      if (names.contains(name)) {
        throw tokens.failure("a parameter '" + name + "' stands here twice");
      }
      names.add(name);
      if (tokens.skipOperator("=")) {
        defaults.add(expressions.expression());
      } else if (!defaults.isEmpty()) {
        throw tokens.failure("a parameter without a default follows one that has one");
      }
    }
  }

  private Statement filter(int line) {
    List<Filtering> filters = new ArrayList<>(List.of(expressions.filter()));
    while (tokens.skipOperator("|")) {
      filters.add(expressions.filter());
    }
    return new Statement.FilterBlock(filters, bodyAndEnd("endfilter"), line);
  }

  private List<Statement> print(int line) {
    List<Statement> outputs = new ArrayList<>();
    while (!tokens.isAt(Kind.BLOCK_END)) {
      if (!outputs.isEmpty()) {
        tokens.expectOperator(",");
      }
      outputs.add(new Statement.Output(expressions.expression(), line));
    }
    return outputs;
  }

  /** What is assigned to: one, or several with commas. */
  private Target targets(boolean members) {
    List<Target> targets = new ArrayList<>();
    boolean several = false;
    while (!endsTargets()) {
      targets.add(target(members));
      if (!tokens.skipOperator(",")) {
        break;
      }
      several = true;
    }
    if (targets.isEmpty()) {
      throw tokens.unexpected();
    }
    return several ? new Target.Several(targets) : targets.get(0);
  }

  private boolean endsTargets() {
    return tokens.isAt(Kind.BLOCK_END)
        || tokens.isAtOperator("=")
        || tokens.isAtOperator(")")
        || tokens.current().isName("in");
  }

  private Target target(boolean members) {
    if (tokens.skipOperator("(")) {
      Target inside = targets(members);
      tokens.expectOperator(")");
      return inside;
    }
    String name = variable();
    return members && tokens.skipOperator(".")
        ? new Target.Member(name, tokens.expectAnyName())
        : new Target.Variable(name);
  }

  private String variable() {
    String name = tokens.expectAnyName();
    if (CONSTANTS.contains(name) || (name.equals("loop") && loops > 0)) {
      throw tokens.failure("cannot assign to '" + name + "'");
    }
    return name;
  }
}
