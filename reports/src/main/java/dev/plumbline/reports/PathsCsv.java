package dev.plumbline.reports;

import dev.plumbline.results.Csv;
import dev.plumbline.results.Interval;
import dev.plumbline.results.paths.Agreement;
import dev.plumbline.results.paths.LatentPoint;
import dev.plumbline.results.paths.PathPoint;
import dev.plumbline.results.paths.PathRun;
import dev.plumbline.results.paths.PathStudy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVPrinter;

/** A study of paths as CSV: a row per figure, an absent figure no row or an empty cell. */
public final class PathsCsv {
  private static final List<String> HEADER =
      List.of(
          "task",
          "metric",
          "filter",
          "starts",
          "statistic",
          "iterations",
          "seed",
          "n",
          "value",
          "ci_low",
          "ci_high");

  private final CSVPrinter csv;

  private PathsCsv(CSVPrinter csv) {
    this.csv = csv;
  }

  /** Renders the scores of each run and over runs, then what was found about states. */
  public static String render(PathStudy study) {
    StringBuilder out = new StringBuilder();
    try {
      PathsCsv rendered = new PathsCsv(new CSVPrinter(out, Csv.FORMAT));
      rendered.csv.printRecord(HEADER);
      for (PathPoint point : study.scores()) {
        rendered.write(point);
      }
      for (LatentPoint point : study.latents()) {
        rendered.write(point);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private void write(PathPoint point) throws IOException {
    List<Double> values = point.score().values();
    for (int i = 0; i < values.size(); i++) {
      PathRun run = point.runs().get(i);
      // Where groups are together, each run stands with its own.
      if (run.starts().equals(point.starts())) {
        row(point, "score", Long.toString(run.seed()), 1, values.get(i), Optional.empty());
      }
    }
    int runs = values.size();
    row(point, "mean", "", runs, point.score().mean(), Optional.empty());
    if (point.score().deviation().isPresent()) {
      row(point, "sd", "", runs, point.score().deviation().getAsDouble(), Optional.empty());
    }
    row(point, "least", "", runs, point.score().least(), Optional.empty());
    row(point, "greatest", "", runs, point.score().greatest(), Optional.empty());
    if (point.agreement().isPresent()) {
      Agreement a = point.agreement().get();
      row(point, "same_answer", "", a.documents(), a.same(), Optional.of(a.sameInterval()));
      row(
          point,
          "pairs_that_agree",
          "",
          a.documents(),
          a.pairwise(),
          Optional.of(a.pairwiseInterval()));
    }
  }

  private void row(
      PathPoint point,
      String statistic,
      String seed,
      int n,
      double value,
      Optional<Interval> interval)
      throws IOException {
    csv.printRecord(
        point.curve().task(),
        point.curve().score().metric(),
        point.curve().score().filter(),
        point.starts(),
        statistic,
        point.point().label(),
        seed,
        n,
        Csv.decimal(value),
        interval.map(i -> Csv.decimal(i.low())).orElse(""),
        interval.map(i -> Csv.decimal(i.high())).orElse(""));
  }

  private void write(LatentPoint point) throws IOException {
    csv.printRecord(
        point.task(),
        "",
        "",
        point.starts(),
        point.measure().key(),
        point.iterations(),
        "",
        point.documents(),
        Csv.decimal(point.value()),
        point.interval().map(i -> Csv.decimal(i.low())).orElse(""),
        point.interval().map(i -> Csv.decimal(i.high())).orElse(""));
  }
}
