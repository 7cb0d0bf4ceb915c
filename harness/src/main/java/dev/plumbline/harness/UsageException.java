package dev.plumbline.harness;

/** The command line or its configuration file asks for something that cannot be. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
