package dev.plumbline.runner;

/** A single request that the model cannot answer; the others go on. */
final class UnanswerableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnanswerableException(String message) {
    super(message);
  }
}
