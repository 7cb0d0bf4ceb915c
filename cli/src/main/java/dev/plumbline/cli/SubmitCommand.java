package dev.plumbline.cli;

import static java.util.stream.Collectors.toSet;

import dev.plumbline.exchange.DepthResults;
import dev.plumbline.exchange.SubmissionFile;
import dev.plumbline.exchange.TaskFacts;
import dev.plumbline.harness.KnownTasks;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "submit",
    sortOptions = false,
    description = "Writes a run as leaderboards and other tools take it, one submission per r.")
final class SubmitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      required = true,
      converter = SubmissionFormat.Converter.class,
      description =
          "eee (Every Eval Ever), hf (Hugging Face .eval_results), model-index, lm-eval,"
              + " human-eval or evalplus.")
  private SubmissionFormat format;

  @Option(
      names = {"-i", "--iterations"},
      paramLabel = "R",
      split = ",",
      description =
          "Submit these points only, such as 32 or 32-kl:0.001 (default: all fixed r of the run).")
  private List<String> iterations = new ArrayList<>();

  @Option(
      names = {"-t", "--tasks"},
      paramLabel = "NAME",
      split = ",",
      description = "Submit these tasks only (default: all of the run).")
  private List<String> tasks = new ArrayList<>();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      required = true,
      description = "A new or empty folder for the files.")
  private Path out;

  @Mixin private SubmitterArguments submitter;

  @Mixin private SourceArguments sources;

  @Override
  public Integer call() {
    format.require(submitter);
    Run opened = Run.open(run);
    SubmissionFile.requireEmpty(out);
    List<SweepPoint> points =
        iterations.isEmpty()
            ? fixed(opened.manifest().points())
            : iterations.stream().map(label -> SweepPoint.parse(label.strip())).toList();
    Map<String, TaskFacts> facts = facts(opened);
    // All of them before the first file is written: a failed sample at the last r stops it all.
    List<DepthResults> results =
        points.stream().distinct().sorted().map(r -> DepthResults.of(opened, r, facts)).toList();
    List<Path> written = format.files(results, submitter).map(file -> file.write(out)).toList();
    written.forEach(file -> spec.commandLine().getOut().println("wrote " + file));
    return ExitCode.OK;
  }

  /** What a leaderboard takes for the model at a depth; others are submitted by name alone. */
  private List<SweepPoint> fixed(List<SweepPoint> points) {
    List<SweepPoint> fixed = points.stream().filter(p -> p.variant().isEmpty()).toList();
    String others =
        points.stream()
            .filter(p -> !p.variant().isEmpty())
            .map(SweepPoint::label)
            .collect(Collectors.joining(","));
    if (fixed.isEmpty()) {
      throw new PlumblineException(
          run + ": has no fixed r; name what to submit, --iterations " + others);
    }
    if (!others.isEmpty()) {
      note("left out, as they are no fixed r; to submit them: --iterations " + others);
    }
    return fixed;
  }

  private Map<String, TaskFacts> facts(Run opened) {
    List<String> names = opened.manifest().tasks().stream().map(Manifest.Task::name).toList();
    for (String task : tasks) {
      if (!names.contains(task)) {
        throw new PlumblineException(run + ": has no task " + task + ", but " + names);
      }
    }
    KnownTasks lookup = new KnownTasks(sources.sources(), this::note);
    Set<String> scored = opened.curves().stream().map(CurvePoint::task).collect(toSet());
    Map<String, TaskFacts> facts = new LinkedHashMap<>();
    for (Manifest.Task task : opened.manifest().tasks()) {
      if (tasks.contains(task.name())
          || (tasks.isEmpty() && (scored.contains(task.name()) || !format.needsScores()))) {
        facts.put(task.name(), lookup.facts(opened, task, format.readsRows()));
      } else if (tasks.isEmpty()) {
        note(task.name() + ": left out, it has no scores");
      }
    }
    if (facts.isEmpty()) {
      throw new PlumblineException(
          run + ": no task of it has scores, so there is nothing to submit");
    }
    opened
        .manifest()
        .origin()
        .<Optional<String>>match(
            asked -> Optional.empty(),
            judged ->
                Optional.of(
                    "the programs were made elsewhere, at a depth that is not known; r=1 stands"
                        + " for it"),
            imported -> Optional.empty())
        .ifPresent(this::note);
    if (format == SubmissionFormat.LM_EVAL) {
      facts.forEach(
          (task, known) -> {
            if (known.rows().isEmpty()) {
              note(
                  task
                      + ": without its rows of data, 'doc' holds what was asked, and doc_hash is"
                      + " not the one of lm-evaluation-harness");
            }
          });
    }
    return facts;
  }

  private void note(String line) {
    spec.commandLine().getErr().println("note: " + line);
  }
}
