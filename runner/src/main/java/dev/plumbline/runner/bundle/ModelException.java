package dev.plumbline.runner.bundle;

/**
 * Wrong input to the runner: a checkpoint, a bundle, a request or an option that cannot be used.
 * The message says what was wrong, where, and what to do; it is shown to the user as it is.
 */
public final class ModelException extends RuntimeException {
  private static final int LONGEST = 2_000;
  private static final long serialVersionUID = 1;

  public ModelException(String message) {
    super(oneLine(message));
  }

  public ModelException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  /** One line of bounded length, whatever a file that is quoted in it says. */
  private static String oneLine(String message) {
    String line = String.valueOf(message).replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
