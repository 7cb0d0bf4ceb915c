package dev.plumbline.cli;

import dev.plumbline.ci.Baseline;
import dev.plumbline.ci.BaselineChange;
import dev.plumbline.ci.BaselineFile;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Run;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "baseline",
    description =
        "Writes what a run's documents scored to a file to commit, for plumbline gate --baseline;"
            + " shows what changes where it replaces one.")
final class BaselineCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      required = true,
      description = "The file to write, or the baseline to replace.")
  private Path out;

  @Option(
      names = "--with-seconds",
      description =
          "Keep the seconds per token too, for rules on time; they differ from run to run.")
  private boolean seconds;

  @Override
  public Integer call() {
    // Read first: a file that is no baseline is not replaced.
    Optional<Baseline> before =
        Files.exists(out) ? Optional.of(BaselineFile.read(out)) : Optional.empty();
    Baseline after = Baseline.of(Run.open(run), seconds);
    if (!after.hasScores()) {
      throw new PlumblineException(run + ": this run has no scores to compare with later");
    }
    BaselineFile.write(after, out);
    PrintWriter stdout = spec.commandLine().getOut();
    if (before.isPresent()) {
      List<String> changes = BaselineChange.lines(before.get(), after);
      changes.forEach(stdout::println);
      stdout.println(changes.isEmpty() ? "unchanged: " + out : "replaced: " + out);
    } else {
      stdout.println("baseline: " + out);
    }
    return ExitCode.OK;
  }
}
