package dev.plumbline.results;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.SweepPoint;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVPrinter;

/**
 * How long the answers took, as CSV: what no two runs have in common, and therefore no part of
 * {@code curves.csv}.
 */
final class TimingCsv {
  private static final int DECIMALS = 9;
  private static final List<String> HEADER = List.of("task", "iterations", "seconds");

  static void write(Map<TaskPoint, Cost> costs, Appendable out) throws IOException {
    CSVPrinter printer = new CSVPrinter(out, Csv.FORMAT);
    printer.printRecord(HEADER);
    for (Map.Entry<TaskPoint, Cost> cost : costs.entrySet()) {
      BigDecimal seconds =
          BigDecimal.valueOf(cost.getValue().seconds())
              .setScale(DECIMALS, RoundingMode.HALF_EVEN)
              .stripTrailingZeros();
      printer.printRecord(
          cost.getKey().task(), cost.getKey().point().label(), seconds.toPlainString());
    }
  }

  /** The seconds of each. */
  static Map<TaskPoint, Double> read(Path file) {
    Map<TaskPoint, Double> seconds = new LinkedHashMap<>();
    Csv.read(
        file,
        HEADER,
        row -> {
          double number = Double.parseDouble(row.get("seconds"));
          if (!(number >= 0 && Double.isFinite(number))) {
            throw new IllegalArgumentException("seconds are " + row.get("seconds"));
          }
          SweepPoint point = SweepPoint.parse(row.get("iterations"));
          seconds.put(new TaskPoint(row.get("task"), point), number);
        });
    return seconds;
  }

  private TimingCsv() {}
}
