package dev.plumbline.reports;

import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The curves of runs as one table for a paper: a row per run, task and metric, a column per point.
 */
public final class LatexReport {

  /**
   * A {@code tabular} for the package booktabs, to be read by {@code \\input}.
   *
   * @param title of the table, in a comment
   */
  public static String render(List<Run> runs, String title) {
    List<String> names = RunNames.of(runs);
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      curves.addAll(Curve.of(names.get(i), runs.get(i).curves()));
    }
    boolean several = runs.size() > 1;
    List<SweepPoint> sweep = Curve.sweep(curves);
    StringBuilder out = new StringBuilder();
    out.append("% ").append(title.replaceAll("\\s+", " ")).append('\n');
    out.append("% in the preamble: \\usepackage{booktabs}\n");
    out.append("\\begin{tabular}{").append(several ? "lll" : "ll");
    out.append("r".repeat(1 + sweep.size())).append("}\n\\toprule\n");
    out.append(several ? "Run & " : "").append("Task & Metric & $n$");
    sweep.forEach(point -> out.append(" & $r$=").append(LatexText.escaped(point.label())));
    out.append(" \\\\\n\\midrule\n");
    for (Curve curve : curves) {
      out.append(several ? LatexText.escaped(curve.run()) + " & " : "");
      out.append(LatexText.escaped(curve.task())).append(" & ");
      out.append(LatexText.escaped(Curve.label(curve.score()))).append(" & ");
      out.append(curve.documents().replace("–", "--"));
      for (SweepPoint point : sweep) {
        out.append(" & ").append(curve.at(point).map(p -> cell(curve, p)).orElse(""));
      }
      out.append(" \\\\\n");
    }
    out.append("\\bottomrule\n\\end{tabular}\n");
    out.append("% ").append(unit(curves)).append("; 95 % intervals in brackets.\n");
    return out.toString();
  }

  private static String cell(Curve curve, CurvePoint point) {
    return curve.number(point.value())
        + point
            .interval()
            .map(interval -> " {\\footnotesize [" + curve.number(interval, ", ") + "]}")
            .orElse("");
  }

  private static String unit(List<Curve> curves) {
    String others =
        curves.stream()
            .filter(curve -> !curve.isFraction())
            .map(curve -> curve.id().toString())
            .distinct()
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? "Percent" : "Percent, but for " + others;
  }

  private LatexReport() {}
}
