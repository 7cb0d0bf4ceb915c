package dev.plumbline.results;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * A run, or what was to be written into one, is wrong. The message is one line for the user: what
 * was wrong, where, and what to do.
 */
public final class RunException extends RuntimeException {
  private static final int LONGEST = 2_000;

  public RunException(String message) {
    super(oneLine(message));
  }

  public RunException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  /** One line of bounded length, whatever a file that is quoted in it says. */
  private static String oneLine(String message) {
    String line = String.valueOf(message).replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  /** What the file system has to say, without the file, which a message names itself. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : e.toString();
  }
}
