package dev.plumbline.results;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.SweepPoint;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVPrinter;

/**
 * How long the answers took, as CSV: what no two runs have in common, and therefore no part of
 * {@code curves.csv}.
 */
final class TimingCsv {
  private static final int DECIMALS = 9;
  private static final List<String> HEADER = List.of("task", "iterations", "seconds");

  /** Of a run whose answers came from the executors of a cluster, a line for each of them. */
  private static final List<String> BY_EXECUTOR =
      List.of("task", "iterations", "seconds", "executor");

  static void write(Map<TaskPoint, Cost> costs, Appendable out) throws IOException {
    CSVPrinter printer = new CSVPrinter(out, Csv.FORMAT);
    printer.printRecord(HEADER);
    for (Map.Entry<TaskPoint, Cost> cost : costs.entrySet()) {
      printer.printRecord(cells(cost.getKey(), cost.getValue().seconds()));
    }
  }

  /**
   * Writes what each executor did.
   *
   * @param places in their order; of those that no executor answered, earlier processes did
   */
  static void write(
      Collection<TaskPoint> places, Map<String, Map<TaskPoint, Double>> executors, Appendable out)
      throws IOException {
    CSVPrinter printer = new CSVPrinter(out, Csv.FORMAT);
    printer.printRecord(BY_EXECUTOR);
    for (TaskPoint place : places) {
      for (Map.Entry<String, Map<TaskPoint, Double>> executor : executors.entrySet()) {
        Double seconds = executor.getValue().get(place);
        if (seconds != null) {
          printer.printRecord(
              Stream.concat(cells(place, seconds).stream(), Stream.of(executor.getKey())));
        }
      }
    }
  }

  private static List<String> cells(TaskPoint place, double seconds) {
    BigDecimal rounded =
        BigDecimal.valueOf(seconds).setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return List.of(place.task(), place.point().label(), rounded.toPlainString());
  }

  /** The seconds of each, over all executors. */
  static Map<TaskPoint, Double> read(Path file) {
    Map<TaskPoint, Double> seconds = new LinkedHashMap<>();
    Csv.read(
        file,
        List.of(HEADER, BY_EXECUTOR),
        row -> {
          double number = Double.parseDouble(row.get("seconds"));
          if (!(number >= 0 && Double.isFinite(number))) {
            throw new IllegalArgumentException("seconds are " + row.get("seconds"));
          }
          SweepPoint point = SweepPoint.parse(row.get("iterations"));
          seconds.merge(new TaskPoint(row.get("task"), point), number, Double::sum);
        });
    return seconds;
  }

  private TimingCsv() {}
}
