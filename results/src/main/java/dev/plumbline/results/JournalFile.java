package dev.plumbline.results;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a journal, whose end may be torn. */
final class JournalFile {
  /** Far beyond any answer; a longer line is no journal's. */
  private static final int LONGEST_LINE = 64 << 20;

  private final Path file;
  private final Consumer<JournalEntry> entries;
  private int line;
  private int firstDamaged;
  private long offset;
  private long wholeUpTo;

  private JournalFile(Path file, Consumer<JournalEntry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * Tells all whole entries in their order. Damage with nothing whole behind it is what a kill or a
   * power cut leaves of the last entries.
   *
   * @return where the last whole entry ends, in bytes
   * @throws RunException if an entry is damaged that whole ones follow
   */
  static long read(Path file, Consumer<JournalEntry> entries) throws IOException {
    JournalFile reader = new JournalFile(file, entries);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      reader.read(in);
    }
    return reader.wholeUpTo;
  }

  private void read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      offset++;
      if (next != '\n') {
        bytes.write(next);
        if (bytes.size() > LONGEST_LINE) {
          throw damaged(line + 1);
        }
        continue;
      }
      line++;
      take(CheckedLine.decode(bytes.toByteArray()));
      bytes.reset();
    }
  }

  private void take(Optional<String> text) {
    if (text.isEmpty()) {
      firstDamaged = firstDamaged == 0 ? line : firstDamaged;
      return;
    }
    if (firstDamaged > 0) {
      throw damaged(firstDamaged);
    }
    JournalEntry entry;
    try {
      entry = JournalEntry.parse(text.get());
    } catch (RunException e) {
      throw new RunException(file + ":" + line + ": " + e.getMessage(), e);
    }
    entries.accept(entry);
    wholeUpTo = offset;
  }

  private RunException damaged(int number) {
    return new RunException(
        file
            + ":"
            + number
            + ": this entry is damaged, its checksum does not hold; delete the line to have its"
            + " answer asked again, or start over (--overwrite)");
  }
}
