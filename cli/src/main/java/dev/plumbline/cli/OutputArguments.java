package dev.plumbline.cli;

import dev.plumbline.reports.TerminalReport;
import dev.plumbline.results.Run;
import dev.plumbline.results.statistics.AgreeingScores;
import dev.plumbline.runner.bundle.Bundle;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options on what is said while a job runs and at its end. */
final class OutputArguments {
  private static final int DEFAULT_COLUMNS = 100;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no notes.")
  private boolean quiet;

  @Mixin private JsonOutput json;

  /** Whether nobody is there to read. */
  boolean forScripts() {
    return quiet || json.json;
  }

  /** A line about the job, beside its result. */
  void note(CommandSpec spec, String line) {
    if (!quiet) {
      spec.commandLine().getErr().println(CommandName.spelledIn(line));
    }
  }

  /** A step counter that says nothing when nothing is wanted. */
  Runnable progress(CommandSpec spec, String name, int total) {
    if (quiet) {
      return () -> {};
    }
    // What redraws a line must reach the terminal as it is; the name must not.
    PrintWriter out =
        isTerminal()
            ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
            : spec.commandLine().getErr();
    String shown = name.replaceAll("[\\p{Cc}\\p{Cf}]", " ");
    return new Progress(out, isTerminal(), System::nanoTime, shown, total)::step;
  }

  /** A result as JSON where that was asked for, else as the text. */
  void print(CommandSpec spec, Map<String, Object> result, Supplier<String> text) {
    if (json.json) {
      json.print(spec, result);
    } else {
      spec.commandLine().getOut().print(text.get());
    }
  }

  /** The curves of a run, as a table and a chart, or as JSON. */
  void print(CommandSpec spec, Run run) {
    if (json.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("run", run.folder().toString());
      result.put("curves", run.curves());
      json.print(spec, result);
      return;
    }
    spec.commandLine()
        .getOut()
        .print(TerminalReport.render(run.curves(), AgreeingScores.of(run), columns(), isUtf8()));
    spec.commandLine().getOut().println("run: " + run.folder());
  }

  void print(CommandSpec spec, Bundle bundle) {
    Map<String, Object> fields = ModelsCommand.described(bundle);
    if (json.json) {
      json.print(spec, fields);
    } else {
      spec.commandLine().getOut().println("bundle: " + bundle.folder());
    }
  }

  /** The launcher looks, since Java cannot tell for standard error alone. */
  private static boolean isTerminal() {
    return Boolean.getBoolean("plumbline.terminal");
  }

  private static boolean isUtf8() {
    Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    return charset.equals(StandardCharsets.UTF_8);
  }

  private static int columns() {
    return Integer.getInteger("plumbline.columns", DEFAULT_COLUMNS);
  }
}
