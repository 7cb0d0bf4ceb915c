package dev.plumbline.tasks.jinja;

/**
 * A part of a template.
 *
 * @param value of text its text, of a literal what it stands for, of an operator its characters
 */
record Token(Kind kind, Object value, int line) {
  enum Kind {
    DATA,
    VARIABLE_BEGIN,
    VARIABLE_END,
    BLOCK_BEGIN,
    BLOCK_END,
    NAME,
    STRING,
    INTEGER,
    FLOAT,
    OPERATOR,
    EOF
  }

  boolean isName(String name) {
    return kind == Kind.NAME && value.equals(name);
  }

  boolean isOperator(String operator) {
    return kind == Kind.OPERATOR && value.equals(operator);
  }

  /** As a message shows it. */
  String shown() {
    return switch (kind) {
      case DATA -> "text";
      case VARIABLE_BEGIN -> "{{";
      case VARIABLE_END -> "}}";
      case BLOCK_BEGIN -> "{%";
      case BLOCK_END -> "%}";
      case EOF -> "the template's end";
      case NAME, STRING, INTEGER, FLOAT, OPERATOR -> "'" + value + "'";
    };
  }
}
