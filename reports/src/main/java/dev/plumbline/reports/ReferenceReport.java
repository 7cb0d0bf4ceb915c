package dev.plumbline.reports;

import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.published.BesideReference;
import dev.plumbline.results.published.BesideReference.Pair;
import dev.plumbline.results.published.BesideReference.Row;
import dev.plumbline.results.published.Difference;
import dev.plumbline.results.published.Reference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A run beside published curves, for people. */
public final class ReferenceReport {
  private static final String KEY =
      "measured: by this run, interval at 95 percent. published: by others, not measured here."
          + " difference: measured less published, without a test, since a published mean comes"
          + " without its documents.";

  /** A section: where the published numbers are from, and a table for each curve. */
  public static String render(BesideReference beside, Layout layout) {
    Reference reference = beside.reference();
    StringBuilder out = new StringBuilder();
    out.append(layout.heading(reference.label() + " beside " + beside.run()));
    out.append(layout.line(reference.model() + ": " + reference.source()));
    reference.notes().forEach(note -> out.append(layout.line("note: " + note)));
    beside.nothing().map(layout::line).ifPresent(out::append);
    for (Pair pair : beside.pairs()) {
      out.append('\n').append(layout.table(header(), rows(pair))).append(about(pair, layout));
    }
    return beside.pairs().isEmpty() ? out.toString() : out.append(layout.line(KEY)).toString();
  }

  private static List<String> header() {
    return List.of("task", "metric", "r", "n", "measured", "interval", "published", "difference");
  }

  private static List<List<String>> rows(Pair pair) {
    boolean percent =
        pair.rows().stream()
            .flatMap(row -> row.measured().stream())
            .allMatch(point -> point.value() >= 0 && point.value() <= 1);
    Figures figures = new Figures(percent);
    return pair.rows().stream().map(row -> row(pair, row, figures)).toList();
  }

  private static List<String> row(Pair pair, Row row, Figures figures) {
    Optional<CurvePoint> measured = row.measured();
    return List.of(
        pair.curve().task(),
        pair.curve().score().key(),
        row.point().label(),
        measured.map(p -> Integer.toString(p.n())).orElse(""),
        measured.map(p -> figures.value(p.value())).orElse(""),
        figures.interval(measured.flatMap(CurvePoint::interval)),
        figures.value(row.published()),
        row.difference().isPresent() ? figures.change(row.difference().getAsDouble()) : "");
  }

  /** What the published curve is, and in what the run differs from it. */
  private static String about(Pair pair, Layout layout) {
    StringBuilder out = new StringBuilder();
    out.append(layout.line("published: " + pair.published().benchmark() + ", " + pair.settings()));
    pair.published().notes().forEach(note -> out.append(layout.line("note: " + note)));
    differing(pair).ifPresent(text -> out.append(layout.line("settings that differ: " + text)));
    unknown(pair).ifPresent(text -> out.append(layout.line("settings not known: " + text)));
    return out.toString();
  }

  /** Of which both sides are known; absent where there are none. */
  static Optional<String> differing(Pair pair) {
    return joined(pair, true);
  }

  /** Of which only one side is known; absent where there are none. */
  static Optional<String> unknown(Pair pair) {
    return joined(pair, false);
  }

  private static Optional<String> joined(Pair pair, boolean known) {
    return Optional.of(
            pair.differences().stream()
                .filter(difference -> difference.isKnown() == known)
                .map(Difference::toString)
                .collect(Collectors.joining("; ")))
        .filter(text -> !text.isEmpty());
  }

  private ReferenceReport() {}
}
