package dev.plumbline.results;

/**
 * A run, or what was to be written into one, is wrong. The message is one line for the user: what
 * was wrong, where, and what to do.
 */
public final class RunException extends RuntimeException {
  public RunException(String message) {
    super(message);
  }

  public RunException(String message, Throwable cause) {
    super(message, cause);
  }
}
