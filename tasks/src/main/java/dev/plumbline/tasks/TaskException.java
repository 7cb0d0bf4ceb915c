package dev.plumbline.tasks;

/**
 * Wrong input to this module: a task file, a data file, a name, an option. The message is one line
 * that says what was wrong, where (file, line, key, task, row) and what to do; it is shown to the
 * user as it is.
 */
public final class TaskException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TaskException(String message) {
    super(message);
  }

  public TaskException(String message, Throwable cause) {
    super(message, cause);
  }
}
