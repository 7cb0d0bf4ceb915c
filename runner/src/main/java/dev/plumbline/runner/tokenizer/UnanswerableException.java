package dev.plumbline.runner.tokenizer;

/** A single request that the model cannot answer; the others go on. */
public final class UnanswerableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnanswerableException(String message) {
    super(message);
  }
}
