package dev.plumbline.tasks.jinja;

/** A template that cannot be parsed, or that fails on a document. The message is one line. */
public final class JinjaException extends RuntimeException {
  private static final long serialVersionUID = 1;

  JinjaException(String message) {
    super(message.lines().findFirst().orElse("no message"));
  }
}
