package dev.plumbline.cli;

import dev.plumbline.exchange.lmeval.LmEvalImport;
import dev.plumbline.harness.Versions;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "import",
    sortOptions = false,
    description =
        "Makes a run of lm-evaluation-harness's results and samples files, one evaluation per r.")
final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..*",
      description =
          "Folders that lm_eval --output_path wrote, or results_*.json files, whose model_args"
              + " state r as mean_recurrence or num_steps.")
  private List<Path> stated = new ArrayList<>();

  @Option(
      names = {"-i", "--iterations"},
      paramLabel = "R=DIR",
      description = "The same, and which r it is; several may be given.")
  private Map<Integer, Path> named = new LinkedHashMap<>();

  @Option(
      names = {"-t", "--tasks"},
      paramLabel = "NAME",
      split = ",",
      description = "Import these tasks only.")
  private List<String> tasks = new ArrayList<>();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "RUN",
      required = true,
      description = "Folder for the run.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace the run that --out names.")
  private boolean overwrite;

  @Mixin private OutputArguments output;

  @Override
  public Integer call() {
    if (stated.isEmpty() && named.isEmpty()) {
      throw new PlumblineException(
          "nothing to import; name folders of lm-evaluation-harness, or --iterations R=DIR");
    }
    LmEvalImport evaluations = new LmEvalImport();
    named.forEach(
        (iterations, folder) -> {
          if (iterations < 1) {
            throw new PlumblineException("--iterations " + iterations + "=DIR: r counts from 1");
          }
          evaluations.add(iterations, folder);
        });
    stated.forEach(evaluations::add);
    String command = TypedCommand.of(spec).toString();
    Run run =
        evaluations.write(
            out, overwrite, new LinkedHashSet<>(tasks), command, Versions.withoutModel());
    evaluations.notes().forEach(note -> output.note(spec, note));
    output.print(spec, run);
    return run.manifest().failed() > 0 ? ExitCode.FAILED_SAMPLES : ExitCode.OK;
  }
}
