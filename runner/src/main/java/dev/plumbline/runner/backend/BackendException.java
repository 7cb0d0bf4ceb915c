package dev.plumbline.runner.backend;

/** The runtime refused to load or to run a graph; the message is the runtime's. */
public final class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BackendException(Throwable cause) {
    super(cause.getMessage(), cause);
  }

  /** The first line of what the runtime says. */
  public String firstLine() {
    return String.valueOf(getMessage()).lines().findFirst().orElse("");
  }
}
