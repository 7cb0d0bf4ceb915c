package dev.plumbline.results;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A UTF-8 file that is there completely or not at all. */
final class WholeFile {
  interface Content {
    void writeTo(Writer out) throws IOException;
  }

  static void write(Path file, Content content) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      // Not Files.newBufferedWriter: it refuses a lone surrogate, which model output may contain.
      try (Writer out =
          new BufferedWriter(
              new OutputStreamWriter(Files.newOutputStream(temporary), StandardCharsets.UTF_8))) {
        content.writeTo(out);
      }
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private WholeFile() {}
}
