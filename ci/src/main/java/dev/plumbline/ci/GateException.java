package dev.plumbline.ci;

/**
 * What a gate was asked to check is malformed or not in the run. The message is for the user as it
 * is.
 */
public final class GateException extends RuntimeException {
  public GateException(String message) {
    super(message);
  }
}
