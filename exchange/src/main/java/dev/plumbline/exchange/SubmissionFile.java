package dev.plumbline.exchange;

import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A file of a submission.
 *
 * @param path below the submission's folder, with {@code /} between names that {@link #name} made
 */
public record SubmissionFile(String path, String content) {
  public SubmissionFile {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(content, "content");
  }

  /** What UTF-8 makes of the content; a lone surrogate becomes {@code ?}. */
  byte[] bytes() {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  /** A task's name, which comes from a file, as a file name that cannot leave its folder. */
  public static String name(String text) {
    return text.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^\\.", "_");
  }

  /**
   * Refuses a folder that holds anything: a submission replaces nothing, such as a model's README.
   */
  public static void requireEmpty(Path folder) {
    try {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          if (files.findAny().isEmpty()) {
            return;
          }
        }
      } else if (!Files.exists(folder)) {
        return;
      }
    } catch (IOException e) {
      throw new PlumblineException(folder + ": cannot be read: " + PlumblineException.reason(e), e);
    }
    throw new PlumblineException(folder + ": is there already; choose a new or empty folder");
  }

  /**
   * Writes it below a folder.
   *
   * @throws PlumblineException if there is such a file already, or it cannot be written
   */
  public Path write(Path folder) {
    Path file = folder.resolve(path);
    try {
      Files.createDirectories(file.getParent());
      if (Files.exists(file)) {
        throw new PlumblineException(
            file + ": two tasks would go to this file; submit one of them at a time (--tasks)");
      }
      return Files.write(file, bytes());
    } catch (IOException e) {
      throw new PlumblineException(
          file + ": cannot be written: " + PlumblineException.reason(e), e);
    }
  }
}
