package dev.plumbline.results;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

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

  /** What the file system has to say, without the file, which a message names itself. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : e.toString();
  }
}
