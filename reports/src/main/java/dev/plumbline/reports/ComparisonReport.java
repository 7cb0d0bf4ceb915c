package dev.plumbline.reports;

import static dev.plumbline.reports.Figures.format;
import static dev.plumbline.reports.Figures.pValue;
import static dev.plumbline.reports.Figures.plain;

import dev.plumbline.results.comparison.Comparison;
import dev.plumbline.results.comparison.Flip;
import dev.plumbline.results.statistics.PairedDifference;
import java.util.List;
import java.util.function.UnaryOperator;

/** A comparison of two runs, and the documents that flipped, for people. */
public final class ComparisonReport {
  private static final int CHARACTERS_SHOWN = 160;

  /** What differs, what was left out, and a row per task, metric and r. */
  public static String render(Comparison comparison, Layout layout) {
    StringBuilder out = new StringBuilder();
    out.append(layout.heading(comparison.baseline() + " against " + comparison.other()));
    comparison.settings().forEach(s -> out.append(layout.line(s)));
    comparison.warnings().forEach(w -> out.append(layout.line("warning: " + w)));
    out.append('\n');
    out.append(
        layout.table(
            List.of(
                "task",
                "metric",
                "r",
                "n",
                "before",
                "after",
                "change",
                "interval",
                "p",
                "lost",
                "gained",
                "effect",
                "detectable"),
            comparison.rows().stream()
                .filter(row -> !isShownByAnother(row, comparison))
                .map(ComparisonReport::row)
                .toList()));
    comparison.rows().stream()
        .filter(row -> isShownByAnother(row, comparison))
        .map(row -> Agreement.sentence(row.curve(), row.agreesWith().orElseThrow()))
        .distinct()
        .forEach(line -> out.append(layout.line(line)));
    out.append(
        layout.line(
            "change: after less before on the same documents, interval at 95 percent. p:"
                + " two-sided, corrected (Holm) for every row. detectable: with 80 percent power."));
    return out.toString();
  }

  /** Not where rows were chosen and that one is not among them. */
  private static boolean isShownByAnother(Comparison.Row row, Comparison comparison) {
    return row.agreesWith().isPresent()
        && comparison.rows().stream()
            .anyMatch(other -> other.curve().equals(row.agreesWith().get()));
  }

  private static List<String> row(Comparison.Row row) {
    PairedDifference d = row.difference();
    boolean percent = d.before() >= 0 && d.before() <= 1 && d.after() >= 0 && d.after() <= 1;
    Figures figures = new Figures(percent);
    return List.of(
        row.curve().task(),
        row.curve().score().key(),
        row.point().label(),
        d.excluded() == 0 ? Integer.toString(d.n()) : d.n() + " (-" + d.excluded() + ")",
        figures.value(d.before()),
        figures.value(d.after()),
        figures.change(d.difference()),
        figures.changes(d.interval()),
        pValue(row.holm()),
        Integer.toString(d.lost()),
        Integer.toString(d.gained()),
        plain(d.effectSize(), "%+.2f"),
        figures.value(d.detectable()));
  }

  /** A block per flip; what was asked and answered is cut for a terminal and whole in Markdown. */
  public static String flips(List<Flip> flips, Layout layout) {
    UnaryOperator<String> shown =
        layout == Layout.TERMINAL ? ComparisonReport::shortened : UnaryOperator.identity();
    StringBuilder out = new StringBuilder();
    for (Flip flip : flips) {
      out.append(
          layout.heading(
              format(
                  "%s document %d, %s, r=%s: %s",
                  flip.id().document().task(),
                  flip.id().document().number(),
                  flip.score().key(),
                  flip.id().point().label(),
                  change(flip))));
      out.append(layout.line("asked: " + shown.apply(flip.asked().context())));
      out.append(layout.line("target: " + shown.apply(flip.asked().target())));
      out.append(layout.line("before: " + shown.apply(said(flip.replyBefore()))));
      out.append(layout.line("after: " + shown.apply(said(flip.replyAfter()))));
      out.append('\n');
    }
    return out.append(layout.line(flips.size() + " flips")).toString();
  }

  private static String change(Flip flip) {
    if (flip.before() == 1 && flip.after() == 0) {
      return "lost";
    }
    return flip.before() == 0 && flip.after() == 1
        ? "gained"
        : format("%.4g, then %.4g", flip.before(), flip.after());
  }

  private static String said(Flip.Reply reply) {
    return reply.answer().equals(reply.text())
        ? reply.answer()
        : reply.answer() + " <- " + reply.text();
  }

  /** On one line; the end of a prompt is its question, so the middle goes. */
  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    int half = CHARACTERS_SHOWN / 2;
    return line.length() <= CHARACTERS_SHOWN
        ? line
        : line.substring(0, half) + " ... " + line.substring(line.length() - half);
  }

  private ComparisonReport() {}
}
