package dev.plumbline.results;

import dev.plumbline.protocol.SweepPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** What tokens took at each point as {@link Csv}, of runs whose points are not of fixed r alone. */
final class ComputeCsv {
  private static final List<String> HEADER =
      List.of(
          "task",
          "iterations",
          "tokens",
          "mean_iterations",
          "mean_readouts",
          "kv_bytes_per_token",
          "flops_per_token");

  static void write(Map<TaskPoint, Compute> computes, Appendable out) throws IOException {
    CSVPrinter printer = new CSVPrinter(out, Csv.FORMAT);
    printer.printRecord(HEADER);
    for (Map.Entry<TaskPoint, Compute> entry : computes.entrySet()) {
      Compute compute = entry.getValue();
      OptionalLong bytes = compute.kvBytesPerToken();
      printer.printRecord(
          entry.getKey().task(),
          entry.getKey().point().label(),
          compute.tokens(),
          Csv.decimal(compute.meanIterations()),
          Csv.decimal(compute.meanReadouts()),
          bytes.isPresent() ? Long.toString(bytes.getAsLong()) : "",
          Csv.decimal(compute.flopsPerToken()));
    }
  }

  static Map<TaskPoint, Compute> read(Path file) {
    Map<TaskPoint, Compute> computes = new LinkedHashMap<>();
    Csv.read(
        file,
        HEADER,
        row ->
            computes.put(
                new TaskPoint(row.get("task"), SweepPoint.parse(row.get("iterations"))),
                compute(row)));
    return computes;
  }

  private static Compute compute(CSVRecord row) {
    String bytes = row.get("kv_bytes_per_token");
    return new Compute(
        Long.parseLong(row.get("tokens")),
        positive(row, "mean_iterations"),
        positive(row, "mean_readouts"),
        bytes.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(bytes)),
        positive(row, "flops_per_token"));
  }

  private static double positive(CSVRecord row, String column) {
    double number = Double.parseDouble(row.get(column));
    if (!(number >= 0 && Double.isFinite(number))) {
      throw new IllegalArgumentException(column + " is " + row.get(column));
    }
    return number;
  }

  private ComputeCsv() {}
}
