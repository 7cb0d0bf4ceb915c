package dev.plumbline.runner.bundle;

/**
 * Wrong input to the runner: a checkpoint, a bundle, a request or an option that cannot be used.
 * The message says what was wrong, where, and what to do; it is shown to the user as it is.
 */
public final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
