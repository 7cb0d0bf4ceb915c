package dev.plumbline.results;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVPrinter;

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
    Map<String, Map<Integer, Double>> seconds = new LinkedHashMap<>();
    CsvRows.read(
        file,
        HEADER,
        row -> {
          double number = Double.parseDouble(row.get("seconds"));
          if (!(number >= 0 && Double.isFinite(number))) {
            throw new IllegalArgumentException("seconds are " + row.get("seconds"));
          }
          seconds
              .computeIfAbsent(row.get("task"), t -> new TreeMap<>())
              .put(Integer.parseInt(row.get("iterations")), number);
        });
    return seconds;
  }

  private TimingCsv() {}
}
