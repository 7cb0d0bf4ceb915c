package dev.plumbline.results;

import com.fasterxml.jackson.core.io.NumberOutput;
import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The dialect of every CSV file: absent numbers are empty cells, doubles their shortest decimal
 * without an exponent, lines end by {@code \n}.
 */
public final class Csv {
  /** Without a header. */
  public static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  private static final CSVFormat WITH_HEADER =
      FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();

  /** A number's cell: empty where it is absent. */
  public static String cell(OptionalDouble number) {
    return number.isPresent() ? decimal(number.getAsDouble()) : "";
  }

  /** The shortest decimal of a double, without an exponent. */
  public static String decimal(double number) {
    // Jackson's writer is shortest on every JDK; before JDK 19 Double.toString was not.
    String shortest = NumberOutput.toString(number, true);
    return new BigDecimal(shortest).stripTrailingZeros().toPlainString();
  }

  /**
   * Reads a run's file, which anybody may have written, and hands on each row below the header.
   *
   * @param row throws an {@link IllegalArgumentException} for a row that is not valid
   * @throws PlumblineException naming the file, and the line of such a row
   */
  static void read(Path file, List<String> header, Consumer<CSVRecord> row) {
    read(file, List.of(header), row);
  }

  /** The same of a file that may have one header or another; the first is the usual one. */
  static void read(Path file, Collection<List<String>> headers, Consumer<CSVRecord> row) {
    try (Reader in = Files.newBufferedReader(file);
        CSVParser rows = WITH_HEADER.parse(in)) {
      if (!headers.contains(rows.getHeaderNames())) {
        throw new PlumblineException(
            file
                + ":1: header is "
                + rows.getHeaderNames()
                + "; expected "
                + headers.iterator().next());
      }
      for (CSVRecord cells : rows) {
        try {
          row.accept(cells);
        } catch (IllegalArgumentException | PlumblineException e) {
          throw new PlumblineException(
              file + ":" + rows.getCurrentLineNumber() + ": " + e.getMessage(), e);
        }
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new PlumblineException(file + ": cannot be read: " + PlumblineException.reason(e), e);
    }
  }

  private Csv() {}
}
