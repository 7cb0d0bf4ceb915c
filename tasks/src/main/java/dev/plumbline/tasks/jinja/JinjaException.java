package dev.plumbline.tasks.jinja;

/** A template that cannot be parsed or rendered; the message is one line that says why. */
public final class JinjaException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;
  private final boolean raised;
  private final boolean placed;

  JinjaException(String reason) {
    this(reason, reason, false, false);
  }

  private JinjaException(String message, String reason, boolean raised, boolean placed) {
    super(message);
    this.reason = reason;
    this.raised = raised;
    this.placed = placed;
  }

  /** What a chat template says of a conversation by {@code raise_exception}. */
  static JinjaException raised(String message) {
    return new JinjaException(message, message, true, false);
  }

  /** The same with the template's line, unless it is the template's own word or has one. */
  JinjaException at(int line) {
    return raised || placed
        ? this
        : new JinjaException("line " + line + ": " + reason, reason, false, true);
  }

  /** The same of a template that has but one line. */
  JinjaException withoutLine() {
    return new JinjaException(reason, reason, raised, false);
  }

  /** Whether the template itself refused what it was given. */
  public boolean isRaised() {
    return raised;
  }
}
