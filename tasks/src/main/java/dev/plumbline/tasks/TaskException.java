package dev.plumbline.tasks;

/**
 * Wrong input to this module: a task file, a data file, a name, an option. The message is one line
 * that says what was wrong, where (file, line, key, task, row) and what to do; it is shown to the
 * user as it is.
 */
public final class TaskException extends RuntimeException {
  private static final int LONGEST = 2_000;
  private static final long serialVersionUID = 1;

  public TaskException(String message) {
    super(oneLine(message));
  }

  public TaskException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  /** One line of bounded length, whatever a file that is quoted in it says. */
  static String oneLine(String message) {
    String line = String.valueOf(message).replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
