package dev.plumbline.cli;

import dev.plumbline.harness.Cluster;
import dev.plumbline.harness.Depths;
import dev.plumbline.harness.Evaluation;
import dev.plumbline.harness.Execution;
import dev.plumbline.harness.PreparedSweep;
import dev.plumbline.harness.ScoredSuite;
import dev.plumbline.harness.SweepListener;
import dev.plumbline.harness.SweepPlan;
import dev.plumbline.harness.TaskSelection;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Readout;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.Usage;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleSink;
import dev.plumbline.results.TaskDepth;
import dev.plumbline.runner.SpeculationResult;
import dev.plumbline.tasks.PreparedTask;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "sweep",
    sortOptions = false,
    description = "Runs tasks at several depths in one pass and writes a run with its curves.")
final class SweepCommand implements Callable<Integer> {
  private static final DateTimeFormatter RUN_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneId.systemDefault());

  @Spec private CommandSpec spec;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "BUNDLE",
      description =
          "The exported model's folder, see plumbline export (default: the embedded model; without"
              + " --tasks, on its own suite, programs only with --allow-code).")
  private Path model;

  @Option(
      names = {"-i", "--iterations"},
      paramLabel = "R",
      description =
          "How often the core runs, separated by commas (default: what suits the model; 1,2,4,8,16,32"
              + " where depths were drawn in training, all up to the deepest where they were not), or"
              + " auto: each task ever deeper, until more can't matter.")
  private String iterations;

  @Mixin private AutoArguments auto;

  @Option(
      names = "--readout",
      paramLabel = "READOUT",
      split = ",",
      defaultValue = "last",
      description =
          "What each r answers from: last, the last iteration, or expected, the logits of all"
              + " iterations weighted by the model's exit gate; both as last,expected (default:"
              + " ${DEFAULT-VALUE}).")
  private List<Readout> readouts;

  @Mixin private DepthArguments depth;

  @Option(
      names = "--record-gate",
      description =
          "Write gates.jsonl: what the model's exit gate makes of each token after each iteration.")
  private boolean recordGate;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "RUN",
      description =
          "Folder for the run; an unfinished one in it goes on (default: runs/DATE-TIME).")
  private Path out;

  @Option(names = "--overwrite", description = "Replace the run that --out names, finished or not.")
  private boolean overwrite;

  @Option(
      names = "--report",
      negatable = true,
      fallbackValue = "true",
      description =
          "Leave report.html and curves.svg in the run's folder, or not (default: where neither --out"
              + " nor --quiet nor --json is given).")
  private Boolean report;

  @Option(
      names = "--show-prompts",
      paramLabel = "N",
      description = "Print the first N prompts of each task, and stop.")
  private Integer showPrompts;

  @Mixin private OutputArguments output;

  @Mixin private TaskArguments tasks;

  @Mixin private GenerationArguments generation;

  @Mixin private CodeArguments code;

  @Mixin private ModelArguments modelArguments;

  @Mixin private ClusterArguments machines;

  @Override
  public Integer call() {
    Optional<CpuTimes> begun = CpuTimes.now();
    TaskSelection selection = selection();
    PreparedSweep prepared = PreparedSweep.of(plan(selection));
    PrintWriter stdout = spec.commandLine().getOut();
    if (showPrompts != null) {
      prepared.tasks().forEach(task -> showPrompts(task, stdout));
      return ExitCode.OK;
    }
    code.warn(spec);
    SweepNotes.of(prepared, modelArguments.execution()).forEach(note -> output.note(spec, note));
    Path folder = out != null ? out : Path.of("runs", RUN_NAME.format(Instant.now()));
    Execution execution = machines.given() ? modelArguments.execution() : execution(begun);
    try (Cluster cluster = machines.reach(line -> output.note(spec, line));
        Evaluation evaluation = ClusterArguments.open(prepared, execution, cluster);
        RunWriter writer = evaluation.begin(folder, overwrite)) {
      output.note(spec, SweepHeader.of(prepared, execution));
      if (!execution.threads().equals(modelArguments.execution().threads())) {
        output.note(
            spec, "other processes keep cores busy, hence the threads; --threads N chooses");
      }
      noteResumed(writer, prepared);
      Run run = guarded(evaluation, writer, folder);
      if (execution.profile()) {
        JsonOutput.write(evaluation.profile(), run.folder().resolve(Run.PROFILE));
      }
      output.print(spec, run);
      output.note(spec, report() ? written(run) : commandToReport(folder));
      return run.manifest().failed() > 0 ? failedSamples(run) : ExitCode.OK;
    }
  }

  /** With as many threads as have a core, where nobody said how many and others work here, too. */
  private Execution execution(Optional<CpuTimes> begun) {
    Execution execution = modelArguments.execution();
    if (execution.threads().isPresent() || !execution.device().isCpu()) {
      return execution;
    }
    int usable = Runtime.getRuntime().availableProcessors();
    return begun
        .flatMap(before -> CpuTimes.now().map(now -> now.threadsSince(before, usable)))
        .filter(OptionalInt::isPresent)
        .map(threads -> execution.withThreads(threads.getAsInt()))
        .orElse(execution);
  }

  /** Where nobody named a task, those that get a score. */
  private TaskSelection selection() {
    TaskSelection selection = tasks.selection();
    if (model != null || !selection.names().isEmpty() || code.allowed()) {
      return selection;
    }
    ScoredSuite suite = ScoredSuite.of(selection.sources());
    if (!suite.leftOut().isEmpty()) {
      output.note(
          spec,
          "left out: %s, whose programs get no score unless executed; --allow-code does so, in a sandbox"
              .formatted(String.join(", ", suite.leftOut())));
    }
    return selection.withNames(suite.names());
  }

  private SweepPlan plan(TaskSelection selection) {
    return new SweepPlan(
        Optional.ofNullable(model),
        depths(),
        selection,
        tasks.prompting(),
        generation.options(modelArguments.seed()),
        code.execution(),
        modelArguments.start(),
        modelArguments.noise(),
        modelArguments.seed(),
        modelArguments.addBosToken(),
        recordGate);
  }

  private Depths depths() {
    boolean listed = iterations != null && !iterations.equals(Depths.AUTO);
    if (!listed && !readouts.equals(List.of(Readout.LAST))) {
      throw new PlumblineException(
          "--readout says how each r is read; name them, too, such as --iterations 1,2,3,4");
    }
    if (Depths.AUTO.equals(iterations)) {
      if (depth.isGiven()) {
        throw new PlumblineException(
            "--exit, --keys, --warm-start and --contrast are about the deepest r, which auto does"
                + " not know beforehand; name it, such as --iterations 4,8,16,32");
      }
      return auto.depths();
    }
    auto.requireNone();
    if (!listed && depth.isGiven()) {
      throw new PlumblineException(
          "--exit, --keys, --warm-start and --contrast are about the deepest r; name it, such as"
              + " --iterations 4,8,16,32");
    }
    return listed
        ? Depths.of(depth.addTo(Sweep.parse(iterations).withReadouts(readouts)))
        : Depths.suiting();
  }

  private void noteResumed(RunWriter writer, PreparedSweep prepared) {
    if (writer.dropped() > 0) {
      output.note(
          spec,
          "the journal's end was torn: %d bytes were dropped, their answers are asked again"
              .formatted(writer.dropped()));
    }
    if (writer.resumed() > 0) {
      output.note(
          spec,
          "going on with an unfinished run: %d of %s%d answers are there"
              .formatted(
                  writer.resumed(),
                  prepared.saturation().isPresent() ? "at most " : "",
                  prepared.documents().size() * prepared.sweep().points().size()));
    }
  }

  /** Whatever ends the run early, the user learns how to go on with it. */
  private Run guarded(Evaluation evaluation, RunWriter writer, Path folder) {
    Runnable stopped =
        () -> {
          writer.close();
          noteHowToGoOn(writer, folder);
        };
    try (Interruption interruption = new Interruption(stopped)) {
      evaluation.answer(new Uninterrupted(writer, interruption), new Told(writer));
      Run[] run = new Run[1];
      interruption.step(() -> run[0] = evaluation.finish(writer, TypedCommand.of(spec).toString()));
      evaluation.unscored().forEach(line -> output.note(spec, line));
      return run[0];
    } catch (PlumblineException e) {
      noteHowToGoOn(writer, folder);
      throw e;
    }
  }

  /** Keeps a sample as a whole or not at all when the process is told to end. */
  private record Uninterrupted(RunWriter writer, Interruption interruption) implements SampleSink {
    @Override
    public boolean isAnswered(SampleId sample) {
      return writer.isAnswered(sample);
    }

    @Override
    public void forEach(Consumer<Sample> sample) {
      writer.forEach(sample);
    }

    @Override
    public void append(Sample sample, Usage usage) {
      interruption.step(() -> writer.append(sample, usage));
    }
  }

  /** Says on the terminal how the sweep gets on. */
  private final class Told implements SweepListener {
    private final RunWriter writer;
    private Runnable progress = () -> {};

    Told(RunWriter writer) {
      this.writer = writer;
    }

    @Override
    public void begun(PreparedTask task) {
      progress = () -> {};
      if (task.task().executesCode() && !code.allowed()) {
        output.note(
            spec,
            task.task().name()
                + ": programs are stored but not executed, so there is no score; --allow-code"
                + " executes them in a sandbox");
      }
    }

    @Override
    public void asking(PreparedTask task, int answers) {
      progress = output.progress(spec, task.task().name(), answers);
    }

    @Override
    public void sharing(int slices, int answers) {
      progress = output.progress(spec, "%d slices".formatted(slices), answers);
    }

    @Override
    public void processors(SortedSet<String> names) {
      if (names.size() > 1) {
        output.note(
            spec,
            "processors differ, so the last bit of a number may: " + String.join("; ", names));
      }
    }

    @Override
    public void kept() {
      progress.run();
    }

    @Override
    public void speculated(PreparedTask task, SpeculationResult result) {
      if (!result.counts().isEmpty()) {
        output.note(spec, task.task().name() + ": " + SpeculationNote.of(result));
      }
    }

    @Override
    public void found(PreparedTask task, TaskDepth depth) {
      output.note(spec, task.task().name() + ": " + depth.sentence());
    }

    @Override
    public void done(PreparedTask task) {
      int truncated = writer.truncated(task.task().name());
      if (truncated > 0) {
        output.note(
            spec,
            "%s: %d prompts were longer than the model's block size and lost their left end"
                .formatted(task.task().name(), truncated));
      }
    }
  }

  private void noteHowToGoOn(RunWriter writer, Path folder) {
    if (writer.answers() > 0) {
      output.note(
          spec,
          "stopped with %d answers kept; to go on: %s"
              .formatted(writer.answers(), commandToGoOn(folder)));
    }
  }

  private String commandToGoOn(Path folder) {
    TypedCommand command = TypedCommand.of(spec).without("--overwrite");
    return (out != null ? command : command.with(List.of("--out", folder.toString()))).here();
  }

  /** Who said where the run goes, or what is printed, may have other uses for the folder. */
  private boolean report() {
    return report != null ? report : out == null && !output.forScripts();
  }

  private static String written(Run run) {
    List<String> names = SweepReport.write(run);
    return "open %s: every document and answer%s"
        .formatted(
            run.folder().resolve(names.get(0)),
            names.size() == 1 ? "" : "; the curves alone are in " + names.get(1));
  }

  private static String commandToReport(Path folder) {
    return new TypedCommand(List.of("report", folder.toString(), "-o", "report.html")).here()
        + " shows every document";
  }

  private Integer failedSamples(Run run) {
    output.note(
        spec,
        "%d samples failed; see \"outcome\":\"failed\" in %s"
            .formatted(run.manifest().failed(), run.folder().resolve("samples.jsonl")));
    return ExitCode.FAILED_SAMPLES;
  }

  private void showPrompts(PreparedTask task, PrintWriter stdout) {
    for (Question question :
        task.questions().subList(0, Math.min(showPrompts, task.questions().size()))) {
      stdout.printf(
          "=== %s, document %d%n%s%n",
          task.task().name(), question.document().number(), question.context());
      List<String> continuations =
          question.request().match(Request.Loglikelihoods::continuations, generation -> List.of());
      continuations.forEach(c -> stdout.printf("--- continuation%n%s%n", c));
      stdout.printf("--- target%n%s%n", question.target());
    }
  }
}
