package dev.plumbline.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;

/**
 * Something that the user can put right: an option, a file, a task, a model or a run that cannot be
 * used. The message is one line that says what was wrong, where, and what to do; it is shown as it
 * is. Anything else that is thrown is a bug.
 */
public final class PlumblineException extends RuntimeException {
  private static final int LONGEST = 2_000;

  private static final Map<Class<? extends IOException>, String> REASONS =
      Map.of(
          AccessDeniedException.class, "permission denied",
          NoSuchFileException.class, "no such file or folder",
          NotDirectoryException.class, "not a folder",
          FileAlreadyExistsException.class, "there is something of this name already",
          CharacterCodingException.class, "not UTF-8 text",
          ConnectException.class, "no connection",
          UnknownHostException.class, "this host is not known",
          EOFException.class, "it ends too early");

  private static final long serialVersionUID = 1;

  public PlumblineException(String message) {
    super(oneLine(message));
  }

  public PlumblineException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  /** One line of bounded length, whatever a file that is quoted in it says. */
  public static String oneLine(String message) {
    String line = String.valueOf(message).replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  /**
   * What the file system has to say, without the file, which a message names itself, and in words
   * for users: no exception's name.
   */
  public static String reason(Exception e) {
    if (e instanceof UncheckedIOException unchecked) {
      return reason(unchecked.getCause());
    }
    for (Map.Entry<Class<? extends IOException>, String> known : REASONS.entrySet()) {
      if (known.getKey().isInstance(e)) {
        return known.getValue();
      }
    }
    if (e instanceof FileSystemException file) {
      // As the operating system says it, such as "Not a directory".
      return file.getReason() != null ? file.getReason() : "the file system refused";
    }
    return e.getMessage() != null ? e.getMessage() : "reading or writing failed";
  }
}
