package dev.plumbline.tasks.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Reads a data file whole. The format is told by the file's name. */
public final class RowFile {
  /** The endings of names that can be read, in the order in which files are looked for. */
  public static final List<String> ENDINGS =
      List.of(
          ".jsonl",
          ".jsonl.gz",
          ".json",
          ".json.gz",
          ".csv",
          ".csv.gz",
          ".tsv",
          ".tsv.gz",
          ".parquet");

  /** Which of {@link #ENDINGS} a name has. */
  static Optional<String> ending(String name) {
    return ENDINGS.stream().filter(name.toLowerCase(Locale.ROOT)::endsWith).findFirst();
  }

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private RowFile() {}

  /**
   * The rows in the file's order, each a map of null, Boolean, Long, Double, String, List and Map.
   *
   * @throws IOException for a malformed file, with a message that begins with the file and the line
   *     (or row), and for one that cannot be read
   */
  public static List<Map<String, Object>> read(Path file) throws IOException {
    return read(file, List.of());
  }

  /**
   * As above.
   *
   * @param columns of a CSV file without a header line; empty where it has one, or is no CSV
   */
  public static List<Map<String, Object>> read(Path file, List<String> columns) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    boolean csv = plain.endsWith(".csv") || plain.endsWith(".tsv");
    if (!columns.isEmpty() && !csv) {
      throw new IOException(file + ": only CSV files take names of columns from elsewhere");
    }
    if (plain.endsWith(".parquet")) {
      return ParquetRows.read(file);
    }
    try (Reader reader = open(file, name.endsWith(".gz"))) {
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      if (csv) {
        char separator = plain.endsWith(".csv") ? ',' : '\t';
        return CsvRows.read(reader, file.toString(), separator, columns);
      }
      if (plain.endsWith(".jsonl") || plain.endsWith(".json")) {
        return JsonRows.read(reader, file.toString());
      }
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": not UTF-8 text; convert it", e);
    }
    throw new IOException(
        file + ": unknown kind of data file; its name must end in one of " + ENDINGS);
  }

  private static Reader open(Path file, boolean gzipped) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    try {
      InputStream content =
          gzipped ? new BoundedInput(new GZIPInputStream(in, 1 << 16), Files.size(file)) : in;
      // A decoder of its own, because the default one replaces malformed bytes in silence.
      return new BufferedReader(
          new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder()), 1 << 16);
    } catch (IOException e) {
      in.close();
      throw new IOException(file + ": " + e.getMessage() + "; is it a gzip file?", e);
    }
  }
}
