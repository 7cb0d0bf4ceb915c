package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.jinja.Token.Kind;
import java.util.List;

/** Tokens, read one after the other. */
final class TokenStream {
  private final List<Token> tokens;
  private int at;

  /**
   * @param tokens the last of which is the end
   */
  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token current() {
    return tokens.get(at);
  }

  Token following() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = current();
    if (token.kind() != Kind.EOF) {
      at++;
    }
    return token;
  }

  int line() {
    return current().line();
  }

  boolean isAt(Kind kind) {
    return current().kind() == kind;
  }

  boolean isAtOperator(String operator) {
    return current().isOperator(operator);
  }

  boolean skipOperator(String operator) {
    boolean there = current().isOperator(operator);
    if (there) {
      next();
    }
    return there;
  }

  boolean skipName(String name) {
    boolean there = current().isName(name);
    if (there) {
      next();
    }
    return there;
  }

  Token expect(Kind kind) {
    if (!isAt(kind)) {
      throw unexpected();
    }
    return next();
  }

  void expectOperator(String operator) {
    if (!skipOperator(operator)) {
      throw failure("expected '" + operator + "', got " + current().shown());
    }
  }

  void expectName(String name) {
    if (!skipName(name)) {
      throw failure("expected '" + name + "', got " + current().shown());
    }
  }

  String expectAnyName() {
    return (String) expect(Kind.NAME).value();
  }

  JinjaException unexpected() {
    return failure("unexpected " + current().shown());
  }

  JinjaException failure(String message) {
    return new JinjaException(message).at(line());
  }
}
