package dev.plumbline.reports;

import static dev.plumbline.reports.Figures.format;
import static dev.plumbline.reports.Figures.plain;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.results.paths.Agreement;
import dev.plumbline.results.paths.LatentMeasure;
import dev.plumbline.results.paths.LatentPoint;
import dev.plumbline.results.paths.PathPoint;
import dev.plumbline.results.paths.PathStudy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A study of paths for people: a section per task and metric, then one per task on states. */
public final class PathsReport {
  private final Layout layout;

  private PathsReport(Layout layout) {
    this.layout = layout;
  }

  /** Renders everything in its order. */
  public static String render(PathStudy study, Layout layout) {
    PathsReport report = new PathsReport(layout);
    StringBuilder out = new StringBuilder();
    study.undefined().forEach(line -> out.append(layout.line("undefined: " + line)));
    by(study.scores(), PathPoint::curve)
        .forEach((curve, points) -> out.append(report.scores(curve, points)));
    by(study.latents(), LatentPoint::task)
        .forEach((task, points) -> out.append(report.latents(task, points)));
    out.append(layout.line("Of " + study.bundle().name() + ": " + starts(study)));
    out.append(
        layout.line(
            "Over runs: mean, sample standard deviation, least and greatest. Same: documents whose"
                + " answer is the same in all runs; pairs: pairs of runs that agree. Intervals are"
                + " at 95 percent, over documents."));
    out.append(
        layout.line(
            "States are the last prompt token's. Distance: relative, between runs. Alignment: the"
                + " cosine of two ends, from noise or, after another prompt's end, from there."));
    return out.toString();
  }

  private static String starts(PathStudy study) {
    return study.starts().stream()
        .map(
            group ->
                group.name()
                    + (group.seeds().size() == 1 ? ", seed " : ", seeds ")
                    + group.seeds().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }

  private static <T, K> Map<K, List<T>> by(List<T> points, Function<T, K> key) {
    return points.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }

  private String scores(CurveId curve, List<PathPoint> points) {
    Figures figures =
        new Figures(
            points.stream().allMatch(p -> p.score().least() >= 0 && p.score().greatest() <= 1));
    String filter = curve.score().filter();
    return layout.heading(
            curve.task() + "  " + curve.score().metric() + (filter.isEmpty() ? "" : ", " + filter))
        + layout.table(
            List.of(
                "starts",
                "r",
                "runs",
                "mean",
                "sd",
                "least",
                "greatest",
                "same",
                "interval",
                "pairs",
                "interval"),
            points.stream().map(p -> row(p, figures)).toList())
        + "\n";
  }

  private static List<String> row(PathPoint point, Figures figures) {
    var agreement = point.agreement();
    return List.of(
        point.starts(),
        point.point().label(),
        Integer.toString(point.score().values().size()),
        figures.value(point.score().mean()),
        figures.value(point.score().deviation()),
        figures.value(point.score().least()),
        figures.value(point.score().greatest()),
        agreement.map(a -> percent(a.same())).orElse(""),
        PERCENT.interval(agreement.map(Agreement::sameInterval)),
        agreement.map(a -> percent(a.pairwise())).orElse(""),
        PERCENT.interval(agreement.map(Agreement::pairwiseInterval)));
  }

  private static final Figures PERCENT = new Figures(true);

  private static String percent(double share) {
    return PERCENT.value(share);
  }

  private String latents(String task, List<LatentPoint> points) {
    return layout.heading(task + "  states")
        + layout.table(
            List.of("starts", "measure", "r", "n", "value", "interval"),
            points.stream()
                .map(
                    p ->
                        List.of(
                            p.starts(),
                            words(p.measure()),
                            Integer.toString(p.iterations()),
                            Integer.toString(p.documents()),
                            plain(OptionalDouble.of(p.value()), "%.6f"),
                            p.interval()
                                .map(i -> format("%.6f to %.6f", i.low(), i.high()))
                                .orElse("")))
                .toList())
        + "\n";
  }

  private static String words(LatentMeasure measure) {
    return measure.key().replace('_', ' ');
  }
}
