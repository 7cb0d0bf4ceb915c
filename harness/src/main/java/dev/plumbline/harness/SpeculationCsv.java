package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Speculated;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Csv;
import dev.plumbline.runner.SpeculationResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVPrinter;

/**
 * What came of drafts in this process, by task and point; {@code ms_per_token} and {@code
 * plain_ms_per_token} are of all points of the task together, and empty where nothing was timed.
 */
final class SpeculationCsv {
  private static final List<String> HEADER =
      List.of(
          "task",
          "iterations",
          "drafted",
          "accepted",
          "tokens",
          "rounds",
          "replayed",
          "ms_per_token",
          "plain_ms_per_token");

  private SpeculationCsv() {}

  static void write(Map<String, SpeculationResult> byTask, Path file) {
    try (CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(file), Csv.FORMAT)) {
      printer.printRecord(HEADER);
      for (Map.Entry<String, SpeculationResult> task : byTask.entrySet()) {
        SpeculationResult result = task.getValue();
        for (Map.Entry<SweepPoint, Speculated> point : result.counts().entrySet()) {
          Speculated came = point.getValue();
          printer.printRecord(
              task.getKey(),
              point.getKey().label(),
              came.drafted(),
              came.accepted(),
              came.tokens(),
              came.rounds(),
              came.replayed(),
              milliseconds(result.secondsPerToken()),
              milliseconds(result.plainSecondsPerToken()));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new PlumblineException(
          "%s: cannot be written (%s)".formatted(file, PlumblineException.reason(e)), e);
    }
  }

  private static String milliseconds(double seconds) {
    return Csv.cell(
        Double.isNaN(seconds) ? OptionalDouble.empty() : OptionalDouble.of(seconds * 1e3));
  }
}
