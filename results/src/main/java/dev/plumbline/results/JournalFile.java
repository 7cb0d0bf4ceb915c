package dev.plumbline.results;

import dev.plumbline.protocol.PlumblineException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a journal, whose end may be torn. */
final class JournalFile {
  /** Far beyond any answer; a longer line is no journal's. */
  private static final int LONGEST_LINE = 64 << 20;

  interface Listener {
    /**
     * Hears of a whole entry.
     *
     * @param start where its line begins in the file, in bytes
     * @param length of the line without its end
     */
    void entry(JournalEntry entry, long start, int length);
  }

  private final Path file;
  private final Listener listener;
  private int line;
  private int firstDamaged;
  private long offset;
  private long wholeUpTo;

  private JournalFile(Path file, Listener listener) {
    this.file = file;
    this.listener = listener;
  }

  /**
   * Tells all whole entries in their order. Damage with nothing whole behind it is what a kill or a
   * power cut leaves of the last entries.
   *
   * @return where the last whole entry ends, in bytes
   * @throws PlumblineException if an entry is damaged that whole ones follow
   */
  static long read(Path file, Listener listener) throws IOException {
    JournalFile reader = new JournalFile(file, listener);
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
      take(bytes.toByteArray());
      bytes.reset();
    }
  }

  private void take(byte[] bytes) {
    Optional<String> text = CheckedLine.decode(bytes);
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
    } catch (PlumblineException e) {
      throw new PlumblineException(file + ":" + line + ": " + e.getMessage(), e);
    }
    listener.entry(entry, offset - 1 - bytes.length, bytes.length);
    wholeUpTo = offset;
  }

  private PlumblineException damaged(int number) {
    return new PlumblineException(
        file
            + ":"
            + number
            + ": this entry is damaged, its checksum does not hold; delete the line to have its"
            + " answer asked again, or start over (--overwrite)");
  }
}
