package dev.plumbline.protocol.text;

import dev.plumbline.protocol.PlumblineException;
import java.util.Objects;

/**
 * A mistake in a file that the user wrote.
 *
 * @param file the file as the user named it
 * @param line from 1
 * @param key the key in dotted form, such as {@code filter_list[0].filter[1].function}; empty where
 *     the mistake is the file's as a whole
 * @param message what is wrong and what to do
 */
public record Finding(String file, int line, String key, String message) {
  public Finding {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(message, "message");
  }

  /** One line: {@code file:line: key: message}. */
  @Override
  public String toString() {
    return PlumblineException.oneLine(
        file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + message);
  }
}
