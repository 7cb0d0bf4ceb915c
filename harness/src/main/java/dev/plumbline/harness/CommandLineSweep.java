package dev.plumbline.harness;

import dev.plumbline.ci.SweepRunner;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Run;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code plumbline sweep} in this process, for tests; {@link java.util.ServiceLoader} makes it. */
public final class CommandLineSweep implements SweepRunner {

  @Override
  public Run sweep(Request request, Path folder) {
    List<String> arguments =
        new ArrayList<>(List.of("sweep", "--quiet", "--out", folder.toString()));
    request.bundle().ifPresent(bundle -> add(arguments, "--model", bundle));
    if (!request.tasks().isEmpty()) {
      add(arguments, "--tasks", String.join(",", request.tasks()));
    }
    if (!request.taskFiles().isEmpty()) {
      add(arguments, "--include-path", String.join(",", request.taskFiles()));
    }
    add(
        arguments,
        "--iterations",
        request.iterations().stream().map(String::valueOf).collect(Collectors.joining(",")));
    request.limit().ifPresent(limit -> add(arguments, "--limit", Integer.toString(limit)));
    arguments.addAll(request.options());
    StringWriter err = new StringWriter();
    int code =
        Plumbline.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            arguments.toArray(String[]::new));
    if (code != ExitCode.OK && code != ExitCode.FAILED_SAMPLES) {
      throw new PlumblineException(err.toString().strip());
    }
    return Run.open(folder);
  }

  private static void add(List<String> arguments, String option, String value) {
    arguments.add(option);
    arguments.add(value);
  }
}
