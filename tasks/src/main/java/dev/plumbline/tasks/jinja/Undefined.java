package dev.plumbline.tasks.jinja;

/**
 * What a template names and nobody defined. Where it is strict (Jinja2's StrictUndefined) every use
 * fails; otherwise it is an empty text, an empty list and false, and fails where something is asked
 * of it.
 *
 * @param what what is missing, as a message says it
 */
record Undefined(String what, boolean strict) {
  static Undefined name(String name, boolean strict) {
    return new Undefined("'" + name + "' is undefined", strict);
  }

  JinjaException failure() {
    return new JinjaException(what);
  }

  /** Fails where it is strict. */
  void use() {
    if (strict) {
      throw failure();
    }
  }
}
