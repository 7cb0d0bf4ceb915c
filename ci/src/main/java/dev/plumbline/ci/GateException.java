package dev.plumbline.ci;

/**
 * What a gate was asked to check is malformed or not in the run. The message is for the user as it
 * is.
 */
public final class GateException extends RuntimeException {
  private static final int LONGEST = 2_000;

  public GateException(String message) {
    super(oneLine(message));
  }

  /** One line of bounded length, whatever a file that is quoted in it says. */
  private static String oneLine(String message) {
    String line = message.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
