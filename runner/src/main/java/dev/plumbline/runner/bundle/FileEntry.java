package dev.plumbline.runner.bundle;

import dev.plumbline.protocol.PlumblineException;

/**
 * What a bundle's file must be.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param bytes its size
 */
public record FileEntry(String sha256, long bytes) {
  public FileEntry {
    if (sha256 == null || !sha256.matches("[0-9a-f]{64}")) {
      throw new PlumblineException(
          "sha256 must be 64 lower-case hexadecimal digits, got '%s'".formatted(sha256));
    }
    if (bytes < 0) {
      throw new PlumblineException("bytes must not be negative, got " + bytes);
    }
  }
}
