package dev.plumbline.tasks;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A data file as it was read.
 *
 * @param path where it lies
 * @param sha256 of its bytes as they lie there (compressed, if so), lower-case hexadecimal
 * @param bytes its length
 * @param rows rows read from it, before a split picks some of them
 */
public record DataFile(Path path, String sha256, long bytes, int rows) {
  public DataFile {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(sha256, "sha256");
  }
}
