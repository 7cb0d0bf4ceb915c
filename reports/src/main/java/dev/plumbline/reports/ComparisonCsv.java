package dev.plumbline.reports;

import dev.plumbline.results.Csv;
import dev.plumbline.results.comparison.Comparison;
import dev.plumbline.results.comparison.Flip;
import dev.plumbline.results.statistics.PairedDifference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVPrinter;

/** Comparisons as CSV, several below one header; absent numbers are empty cells. */
public final class ComparisonCsv {

  /** A row per task, metric and r. */
  public static String render(List<Comparison> comparisons) {
    StringBuilder out = new StringBuilder();
    try {
      CSVPrinter csv = new CSVPrinter(out, Csv.FORMAT);
      csv.printRecord(
          "baseline",
          "run",
          "task",
          "metric",
          "filter",
          "iterations",
          "n",
          "excluded",
          "before",
          "after",
          "difference",
          "ci_low",
          "ci_high",
          "p_value",
          "p_holm",
          "lost",
          "gained",
          "effect_size",
          "detectable");
      for (Comparison comparison : comparisons) {
        for (Comparison.Row row : comparison.rows()) {
          PairedDifference d = row.difference();
          csv.printRecord(
              comparison.baseline(),
              comparison.other(),
              row.curve().task(),
              row.curve().score().metric(),
              row.curve().score().filter(),
              row.point().label(),
              d.n(),
              d.excluded(),
              Csv.decimal(d.before()),
              Csv.decimal(d.after()),
              Csv.decimal(d.difference()),
              d.interval().map(i -> Csv.decimal(i.low())).orElse(""),
              d.interval().map(i -> Csv.decimal(i.high())).orElse(""),
              Csv.decimal(d.pValue()),
              Csv.decimal(row.holm()),
              d.lost(),
              d.gained(),
              Csv.cell(d.effectSize()),
              Csv.cell(d.detectable()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /**
   * A row per flip.
   *
   * @param flips by comparison, as many lists as there are comparisons
   */
  public static String flips(List<Comparison> comparisons, List<List<Flip>> flips) {
    StringBuilder out = new StringBuilder();
    try {
      CSVPrinter csv = new CSVPrinter(out, Csv.FORMAT);
      csv.printRecord(
          "baseline",
          "run",
          "task",
          "metric",
          "filter",
          "iterations",
          "doc_id",
          "before",
          "after",
          "context",
          "target",
          "answer_before",
          "answer_after",
          "text_before",
          "text_after");
      for (int i = 0; i < flips.size(); i++) {
        for (Flip f : flips.get(i)) {
          csv.printRecord(
              comparisons.get(i).baseline(),
              comparisons.get(i).other(),
              f.id().document().task(),
              f.score().metric(),
              f.score().filter(),
              f.id().point().label(),
              f.id().document().number(),
              Csv.decimal(f.before()),
              Csv.decimal(f.after()),
              f.asked().context(),
              f.asked().target(),
              f.replyBefore().answer(),
              f.replyAfter().answer(),
              f.replyBefore().text(),
              f.replyAfter().text());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private ComparisonCsv() {}
}
