package dev.plumbline.cli;

import dev.plumbline.harness.CodeExecution;
import dev.plumbline.harness.Depths;
import dev.plumbline.harness.LensDepths;
import dev.plumbline.harness.SweepPlan;
import dev.plumbline.harness.TraceListener;
import dev.plumbline.harness.TracePlan;
import dev.plumbline.harness.Tracing;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.reports.Layout;
import dev.plumbline.reports.TraceReport;
import dev.plumbline.results.trace.NumberType;
import dev.plumbline.results.trace.Trace;
import dev.plumbline.results.trace.TraceSummary;
import dev.plumbline.tasks.DecodingOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "trace",
    sortOptions = false,
    description =
        "Writes down each token's state after each iteration, and what it does: converge, orbit,"
            + " slide.")
final class TraceCommand implements Callable<Integer> {
  private static final double MIB = 1 << 20;
  private static final double GIB = 1 << 30;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "BUNDLE",
      description = "The exported model's folder (default: the embedded model).")
  private Path model;

  @Option(
      names = {"-i", "--iterations"},
      paramLabel = "R",
      description = "How often the core runs (default: the deepest that suits the model).")
  private Integer iterations;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description =
          "A text to trace, beside the tasks that are named, if any; may be given several times.")
  private List<String> texts = new ArrayList<>();

  @Option(
      names = "--lens",
      paramLabel = "DEPTHS",
      defaultValue = "powers",
      description =
          "After which iterations to read what would be said next: powers (1, 2, 4 and so on, and"
              + " the last), all or none (default: ${DEFAULT-VALUE}).")
  private LensDepths lens;

  @Option(
      names = "--growth",
      description =
          "Also follow a small push beside each text: Lyapunov exponent and spectral radius; twice"
              + " the work.")
  private boolean growth;

  @Option(
      names = "--starts",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Also compare with N other random starts, each as much work again (default:"
              + " ${DEFAULT-VALUE}).")
  private int starts;

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      defaultValue = "float32",
      description =
          "How states are stored: float32, or float16, half as large; the numbers made of them do"
              + " not change (default: ${DEFAULT-VALUE}).")
  private StateType type;

  @Option(
      names = "--max-size",
      paramLabel = "GIB",
      defaultValue = "1",
      description = "The most that may be written, in GiB (default: ${DEFAULT-VALUE}).")
  private double maxSize;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "TRACE",
      required = true,
      description = "Folder for the trace; an unfinished one in it goes on.")
  private Path out;

  @Option(
      names = "--overwrite",
      description = "Replace the trace that --out names, finished or not.")
  private boolean overwrite;

  @Option(
      names = "--add-bos-token",
      negatable = true,
      fallbackValue = "true",
      description =
          "Let the tokenizer add its special tokens to prompts, or not (default: what it does of its"
              + " own choice).")
  private Boolean addBosToken;

  @Mixin private OutputArguments output;

  @Mixin private TaskArguments tasks;

  @Mixin private StartArguments start;

  @Mixin private HardwareArguments hardware;

  private enum StateType {
    FLOAT32(NumberType.F32),
    FLOAT16(NumberType.F16);

    private final NumberType type;

    StateType(NumberType type) {
      this.type = type;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() {
    if (!(maxSize > 0 && maxSize * GIB < Long.MAX_VALUE)) {
      throw new PlumblineException("--max-size must be above 0 GiB, got " + maxSize);
    }
    try (Interruption interruption = new Interruption(this::noteHowToGoOn)) {
      Trace trace = Tracing.run(plan(), hardware.execution(false), out, overwrite, new Told());
      interruption.step(() -> print(trace));
    }
    return ExitCode.OK;
  }

  private TracePlan plan() {
    SweepPlan sweep =
        new SweepPlan(
            Optional.ofNullable(model),
            iterations == null ? Depths.suiting() : Depths.of(Sweep.of(List.of(iterations))),
            tasks.selection(),
            tasks.prompting(),
            DecodingOptions.defaults(),
            CodeExecution.NEVER,
            start.start(),
            start.noise(),
            start.seed(),
            Optional.ofNullable(addBosToken),
            false);
    return new TracePlan(
        sweep,
        !tasks.selection().names().isEmpty() || texts.isEmpty(),
        texts,
        lens,
        growth,
        starts,
        type.type,
        (long) (maxSize * GIB));
  }

  private void print(Trace trace) {
    trace.manifest().undefined().forEach(line -> output.note(spec, line));
    List<TraceSummary> summaries = TraceSummary.of(trace);
    output.print(
        spec,
        Map.of("trace", out.toString(), "summary", summaries),
        () -> TraceReport.render(trace, summaries, Layout.TERMINAL) + "trace: " + out + "\n");
    output.note(spec, "plumbline report %s -o trace.html draws it".formatted(out));
  }

  private void noteHowToGoOn() {
    output.note(spec, "stopped; give the same command again to go on");
  }

  /** Says on the terminal how the trace gets on. */
  private final class Told implements TraceListener {
    private Runnable step = () -> {};

    @Override
    public void begun(int left, long tokens, long bytes) {
      output.note(
          spec,
          String.format(
              Locale.ROOT, "%,d tokens, about %,.1f MiB in %s", tokens, bytes / MIB, out));
      step = output.progress(spec, "traced", left);
    }

    @Override
    public void traced() {
      step.run();
    }
  }
}
