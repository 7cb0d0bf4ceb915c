package dev.plumbline.harness;

import dev.plumbline.ci.Gate;
import dev.plumbline.ci.Threshold;
import dev.plumbline.results.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "gate",
    description = "Checks a run against thresholds; exit code 1 if one is missed.")
final class GateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run;

  @Option(
      names = "--require",
      paramLabel = "THRESHOLD",
      required = true,
      description =
          "task:metric[,filter]@r>=minimum, such as 'gsm8k:exact_match,strict-match@16>=0.30';"
              + " several may be given.")
  private List<String> thresholds;

  @Override
  public Integer call() {
    List<Gate.Failure> failures =
        Gate.check(Run.open(run).curves(), thresholds.stream().map(Threshold::parse).toList());
    failures.forEach(failure -> spec.commandLine().getErr().println("missed: " + failure));
    spec.commandLine()
        .getOut()
        .printf(
            "%d of %d thresholds hold%n", thresholds.size() - failures.size(), thresholds.size());
    return failures.isEmpty() ? ExitCode.OK : ExitCode.GATE_FAILED;
  }
}
