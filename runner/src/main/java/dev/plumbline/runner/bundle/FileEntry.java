package dev.plumbline.runner.bundle;

/**
 * What a bundle's file must be.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param bytes its size
 */
public record FileEntry(String sha256, long bytes) {
  public FileEntry {
    if (sha256 == null || !sha256.matches("[0-9a-f]{64}")) {
      throw new ModelException(
          "sha256 must be 64 lower-case hexadecimal digits, got '%s'".formatted(sha256));
    }
    if (bytes < 0) {
      throw new ModelException("bytes must not be negative, got " + bytes);
    }
  }
}
