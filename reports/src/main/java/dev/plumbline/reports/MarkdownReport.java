package dev.plumbline.reports;

import static dev.plumbline.protocol.text.Markdown.cell;
import static dev.plumbline.protocol.text.Markdown.code;

import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.text.Markdown;
import dev.plumbline.results.Compute;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Manifest.Outcomes;
import dev.plumbline.results.ModelFacts;
import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import dev.plumbline.results.TaskPoint;
import dev.plumbline.results.statistics.AgreeingScores;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs as GitHub-flavoured Markdown: per run the table of its curves, what went wrong, and how to
 * repeat it.
 */
public final class MarkdownReport {
  private static final int FAILURES_SHOWN = 10;
  private static final int ERROR_CHARACTERS_SHOWN = 300;

  /** A section per run. What a model, a task or a path says stands in code spans, inert. */
  public static String render(List<Run> runs) {
    return runs.stream().map(MarkdownReport::section).collect(Collectors.joining("\n"));
  }

  private static String section(Run run) {
    Manifest manifest = run.manifest();
    Agreements agreements = Agreements.of(Curve.of(run.curves()), AgreeingScores.of(run));
    List<Curve> curves = agreements.shown();
    return "## "
        + code(RunNames.name(run))
        + "\n\n"
        + (curves.isEmpty() ? "No metric was measured.\n" : table(curves))
        + agreements.sentences().stream()
            .map(sentence -> "\n" + cell(sentence) + ".\n")
            .collect(Collectors.joining())
        + "\n"
        + costs(run, curves)
        + notes(run)
        + manifest.bundle().model().map(MarkdownReport::model).orElse("")
        + provenance(manifest);
  }

  private static String table(List<Curve> curves) {
    List<SweepPoint> sweep = Curve.sweep(curves);
    StringBuilder out = new StringBuilder("| task | metric | n |");
    sweep.forEach(p -> out.append(" r=").append(p.label()).append(" |"));
    out.append("\n| --- | --- | ---: |").append(" ---: |".repeat(sweep.size())).append('\n');
    for (Curve curve : curves) {
      out.append("| ").append(cell(curve.task())).append(" | ").append(cell(curve.label()));
      out.append(" | ").append(curve.documents()).append(" |");
      for (SweepPoint point : sweep) {
        out.append(' ').append(curve.at(point).map(p -> numbers(curve, p)).orElse("")).append(" |");
      }
      out.append('\n');
    }
    return out.append('\n')
        .append(curves.stream().allMatch(Curve::isFraction) ? "Percent" : "Value")
        .append(" ± standard error, 95 % interval beneath.\n")
        .toString();
  }

  /**
   * What tokens took beside what it gave, where r alone does not say the former; a table per task.
   */
  private static String costs(Run run, List<Curve> curves) {
    Map<TaskPoint, Compute> computes = run.compute();
    StringBuilder out = new StringBuilder();
    for (String task : computes.keySet().stream().map(TaskPoint::task).distinct().toList()) {
      List<Curve> own = curves.stream().filter(curve -> curve.task().equals(task)).toList();
      out.append("| ").append(cell(task)).append(": r | mean r | readouts | KV bytes | GFLOP |");
      own.forEach(curve -> out.append(' ').append(cell(curve.label())).append(" |"));
      out.append("\n| ---: |").append(" ---: |".repeat(4 + own.size())).append('\n');
      computes.forEach(
          (place, compute) -> {
            if (place.task().equals(task)) {
              out.append("| ").append(place.point().label()).append(" | ").append(cells(compute));
              for (Curve curve : own) {
                String value = curve.at(place.point()).map(p -> curve.number(p.value())).orElse("");
                out.append(' ').append(value).append(" |");
              }
              out.append('\n');
            }
          });
      out.append('\n');
    }
    return out.isEmpty()
        ? ""
        : out + "Of a token, the mean over prompts and answers; keys and values in float32.\n\n";
  }

  private static String cells(Compute compute) {
    return String.format(
        Locale.ROOT,
        "%.2f | %.2f | %s | %.4g |",
        compute.meanIterations(),
        compute.meanReadouts(),
        compute.kvBytesPerToken().isPresent()
            ? String.format(Locale.ROOT, "%,d", compute.kvBytesPerToken().getAsLong())
            : "",
        compute.flopsPerToken() / 1e9);
  }

  private static String numbers(Curve curve, CurvePoint p) {
    return curve.number(p.value())
        + (p.stderr().isPresent() ? " ± " + curve.number(p.stderr()) : "")
        + p.interval().map(interval -> "<br>" + curve.number(interval, "–")).orElse("");
  }

  /** Truncated prompts, samples that did not get as far as a score, and why the first failed. */
  private static String notes(Run run) {
    StringBuilder out = new StringBuilder();
    Manifest manifest = run.manifest();
    for (Manifest.Task task : manifest.tasks()) {
      Outcomes samples = manifest.samples().get(task.name());
      note(out, task, "prompts truncated from the left", task.truncatedPrompts().orElse(0));
      if (samples != null) {
        note(out, task, "samples in which no filter found an answer", samples.unparsed());
        note(out, task, "failed samples, which count in no mean", samples.failed());
      }
    }
    if (manifest.failed() > 0) {
      try (Stream<Sample> samples = run.samples()) {
        samples
            .flatMap(sample -> failure(sample).stream())
            .limit(FAILURES_SHOWN)
            .forEach(out::append);
      }
    }
    return out.isEmpty() ? "" : out + "\n";
  }

  private static void note(StringBuilder out, Manifest.Task task, String what, long count) {
    if (count > 0) {
      out.append("- ").append(code(task.name())).append(", ").append(what).append(": ");
      out.append(count).append('\n');
    }
  }

  /** A line on a failed sample. */
  private static Optional<String> failure(Sample sample) {
    return sample
        .outcome()
        .match(
            scored -> Optional.empty(),
            unparsed -> Optional.empty(),
            failed -> Optional.of(failure(sample.id(), failed.error())));
  }

  private static String failure(SampleId id, String error) {
    String shown =
        error.length() <= ERROR_CHARACTERS_SHOWN
            ? error
            : error.substring(0, ERROR_CHARACTERS_SHOWN) + "…";
    return "- "
        + code(id.document().task())
        + ", document "
        + id.document().number()
        + ", r="
        + id.point().label()
        + ": "
        + code(shown)
        + "\n";
  }

  private static String model(ModelFacts model) {
    return String.format(
        Locale.ROOT,
        "%,d parameters, %s; keys and values: %,d + r × %,d bytes per token.\n\n",
        model.parameters(),
        TrainedMark.text(model),
        model.cacheBytesPerToken(),
        model.cacheBytesPerIteration());
  }

  private static String provenance(Manifest manifest) {
    Manifest.Versions versions = manifest.versions();
    String depths = StatisticsReport.depths(manifest, Layout.MARKDOWN);
    return (depths.isEmpty() ? "" : depths + "\n")
        + "Repeat it: "
        + code(manifest.command())
        + "\n\nBundle "
        + manifest.bundle().sha256().map(Markdown::code).orElse("unknown")
        + ", seed "
        + (manifest.seed().isPresent() ? manifest.seed().getAsLong() : "unknown")
        + ", Plumbline "
        + code(versions.plumbline())
        + versions.onnxRuntime().map(version -> ", ONNX Runtime " + code(version)).orElse("")
        + ", JDK "
        + code(versions.jdk())
        + ", "
        + code(versions.os())
        + ", "
        + code(versions.cpu())
        + ".\n";
  }

  private MarkdownReport() {}
}
