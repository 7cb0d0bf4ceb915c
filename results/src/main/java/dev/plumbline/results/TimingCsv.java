package dev.plumbline.results;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * How long the answers took, as CSV: what no two runs have in common, and therefore no part of
 * {@code curves.csv}.
 */
final class TimingCsv {
  private static final int DECIMALS = 9;
  private static final List<String> HEADER = List.of("task", "iterations", "seconds");

  static void write(Collection<Usage> usage, Appendable out) throws IOException {
    CSVPrinter printer = new CSVPrinter(out, CurvesCsv.FORMAT);
    printer.printRecord(HEADER);
    for (Usage cost : usage) {
      BigDecimal seconds =
          BigDecimal.valueOf(cost.seconds())
              .setScale(DECIMALS, RoundingMode.HALF_EVEN)
              .stripTrailingZeros();
      printer.printRecord(cost.task(), cost.iterations(), seconds.toPlainString());
    }
  }

  /** Seconds by task and r. */
  static Map<String, Map<Integer, Double>> read(Path file) {
    CSVFormat format = CurvesCsv.FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();
    Map<String, Map<Integer, Double>> seconds = new LinkedHashMap<>();
    try (Reader in = Files.newBufferedReader(file);
        CSVParser rows = format.parse(in)) {
      if (!rows.getHeaderNames().equals(HEADER)) {
        throw new RunException(
            file + ":1: header is " + rows.getHeaderNames() + "; expected " + HEADER);
      }
      for (CSVRecord row : rows) {
        double number = Double.parseDouble(row.get("seconds"));
        if (!(number >= 0 && Double.isFinite(number))) {
          throw new RunException(
              file + ":" + rows.getCurrentLineNumber() + ": " + number + " seconds are no time");
        }
        seconds
            .computeIfAbsent(row.get("task"), task -> new TreeMap<>())
            .put(Integer.valueOf(row.get("iterations")), number);
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new RunException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return seconds;
  }

  private TimingCsv() {}
}
