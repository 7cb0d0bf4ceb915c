package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.DocumentLine;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Reading;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Usage;
import dev.plumbline.runner.RecurrentModel;
import dev.plumbline.runner.Sweep;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.tasks.DataFile;
import dev.plumbline.tasks.PreparedTask;
import dev.plumbline.tasks.Question;
import dev.plumbline.tasks.code.CodeJudge;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "sweep",
    sortOptions = false,
    description = "Runs tasks at several depths in one pass and writes a run with its curves.")
final class SweepCommand implements Callable<Integer> {
  private static final DateTimeFormatter RUN_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneId.systemDefault());

  private static final Set<String> NOT_ABOUT_RESULTS =
      Set.of("out", "overwrite", "quiet", "json", "debug", "config", "help", "version", "profile");

  @Spec private CommandSpec spec;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "BUNDLE",
      description =
          "The exported model's folder, see plumbline export (default: the embedded model; without"
              + " --tasks, on its own suite).")
  private Path model;

  @Option(
      names = {"-i", "--iterations"},
      paramLabel = "R",
      defaultValue = "1,2,4,8,16,32",
      description = "How often the core runs, separated by commas (default: ${DEFAULT-VALUE}).")
  private String iterations;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "RUN",
      description =
          "Folder for the run; an unfinished one in it goes on (default: runs/DATE-TIME).")
  private Path out;

  @Option(names = "--overwrite", description = "Replace the run that --out names, finished or not.")
  private boolean overwrite;

  @Option(
      names = "--show-prompts",
      paramLabel = "N",
      description = "Print the first N prompts of each task, and stop.")
  private Integer showPrompts;

  @Mixin private OutputArguments output;

  @Mixin private TaskArguments tasks;

  @Mixin private GenerationArguments generation;

  @Mixin private CodeArguments code;

  private Optional<CodeJudge> programs = Optional.empty();

  @Mixin private ModelArguments modelArguments;

  @Override
  public Integer call() {
    Sweep sweep = Sweep.parse(iterations);
    Bundle bundle = Bundle.open(model != null ? model : embeddedModel());
    if (model == null && tasks.tasks.isEmpty()) {
      tasks.tasks = List.of(Installation.SUITE_TAG);
    }
    List<PreparedTask> prepared = tasks.prepare(bundle);
    PrintWriter stdout = spec.commandLine().getOut();
    if (showPrompts != null) {
      prepared.forEach(task -> showPrompts(task, stdout));
      return ExitCode.OK;
    }
    programs = code.judge(spec);
    Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Path folder = out != null ? out : Path.of("runs", RUN_NAME.format(started));
    try (RecurrentModel loaded = RecurrentModel.open(bundle, modelArguments.options());
        RunWriter writer =
            RunWriter.open(
                folder, overwrite, RunSettings.of(configuration(), bundle.sha256(), prepared))) {
      noteResumed(writer, prepared, sweep);
      Run run = guarded(bundle, loaded, sweep, prepared, writer, started, folder);
      if (modelArguments.profile) {
        JsonOutput.write(loaded.profile(), run.folder().resolve(Run.PROFILE));
      }
      output.print(spec, run);
      return run.manifest().failed() > 0 ? failedSamples(run) : ExitCode.OK;
    }
  }

  private static Path embeddedModel() {
    return Installation.embeddedModel()
        .orElseThrow(
            () ->
                new PlumblineException(
                    "no model named, and the embedded one is not there; give --model BUNDLE, or"
                        + " start Plumbline by its launcher ./plumbline"));
  }

  private void noteResumed(RunWriter writer, List<PreparedTask> prepared, Sweep sweep) {
    if (writer.dropped() > 0) {
      output.note(
          spec,
          "the journal's end was torn: %d bytes were dropped, their answers are asked again"
              .formatted(writer.dropped()));
    }
    if (writer.resumed() > 0) {
      int documents =
          prepared.stream().mapToInt(t -> t.questions().size() + t.unaskable().size()).sum();
      output.note(
          spec,
          "going on with an unfinished run: %d of %d answers are there"
              .formatted(writer.resumed(), documents * sweep.iterations().size()));
    }
  }

  /** Whatever ends the run early, the user learns how to go on with it. */
  private Run guarded(
      Bundle bundle,
      RecurrentModel loaded,
      Sweep sweep,
      List<PreparedTask> prepared,
      RunWriter writer,
      Instant started,
      Path folder) {
    Runnable stopped =
        () -> {
          writer.close();
          noteHowToGoOn(writer, folder);
        };
    try (Interruption interruption = new Interruption(stopped)) {
      return run(bundle, loaded, sweep, prepared, writer, started, interruption);
    } catch (PlumblineException e) {
      noteHowToGoOn(writer, folder);
      throw e;
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
    return (out != null ? command : command.with("--out", folder.toString())).toString();
  }

  private Run run(
      Bundle bundle,
      RecurrentModel loaded,
      Sweep sweep,
      List<PreparedTask> prepared,
      RunWriter writer,
      Instant started,
      Interruption interruption) {
    Evaluator evaluator =
        new Evaluator(loaded, sweep, generation, modelArguments.seed, interruption, programs);
    List<Manifest.Task> described = new ArrayList<>();
    List<DocumentLine> documents = new ArrayList<>();
    List<Usage> usage = new ArrayList<>();
    for (PreparedTask task : prepared) {
      String name = task.task().name();
      if (task.task().executesCode() && programs.isEmpty()) {
        output.note(
            spec,
            name
                + ": programs are stored but not executed, so there is no score; --allow-code"
                + " executes them in a sandbox");
      }
      Map<Integer, dev.plumbline.runner.Usage> spent =
          evaluator.evaluate(task, writer, total -> output.progress(spec, name, total));
      int truncated = writer.truncated(name);
      described.add(describe(task, truncated));
      if (truncated > 0) {
        output.note(
            spec,
            "%s: %d prompts were longer than the model's block size and lost their left end"
                .formatted(name, truncated));
      }
      for (Question question : task.questions()) {
        documents.add(Evaluator.document(name, question));
      }
      for (int r : sweep.iterations()) {
        Reading reading = writer.reading(name, r);
        if (reading.allTokens() > 0) {
          double keys = (double) reading.allVisibleKeys() / reading.allTokens();
          usage.add(
              new Usage(
                  name,
                  r,
                  bundle.costs().flopsPerToken(r, keys),
                  reading.allTokens(),
                  spent.containsKey(r) ? spent.get(r).seconds() : 0));
        }
      }
    }
    Manifest manifest =
        new Manifest(
            TypedCommand.of(spec).toString(),
            started,
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            modelArguments.seed,
            sweep.iterations(),
            new Manifest.Bundle(bundle.description().name(), bundle.sha256()),
            described,
            Versions.ofThisProcess(),
            configuration());
    Run[] run = new Run[1];
    interruption.step(() -> run[0] = writer.finish(manifest, documents, usage));
    return run[0];
  }

  /** A task with its version and data, as the manifest has it. */
  static Manifest.Task describe(PreparedTask task, int truncatedPrompts) {
    Map<String, String> data = new LinkedHashMap<>();
    for (DataFile file : task.dataFiles()) {
      data.put(file.path().getFileName().toString(), file.sha256());
    }
    return new Manifest.Task(
        task.task().name(),
        task.task().version(),
        data,
        task.questions().size() + task.unaskable().size(),
        truncatedPrompts);
  }

  private Integer failedSamples(Run run) {
    output.note(
        spec,
        "%d samples failed; see \"outcome\":\"failed\" in %s"
            .formatted(run.manifest().failed(), run.folder().resolve("samples.jsonl")));
    return ExitCode.FAILED_SAMPLES;
  }

  /** Every option that may change a result, by its long name, with the value in effect. */
  private Map<String, Object> configuration() {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (OptionSpec option : spec.options()) {
      String name = option.longestName().replaceFirst("^-+", "");
      if (option.getValue() != null && !NOT_ABOUT_RESULTS.contains(name)) {
        settings.put(name, json(option.getValue()));
      }
    }
    return settings;
  }

  private static Object json(Object value) {
    if (value instanceof Number || value instanceof Boolean) {
      return value;
    }
    return value instanceof List<?> list
        ? list.stream().map(SweepCommand::json).toList()
        : value.toString();
  }

  private void showPrompts(PreparedTask task, PrintWriter stdout) {
    for (Question question :
        task.questions().subList(0, Math.min(showPrompts, task.questions().size()))) {
      stdout.printf(
          "=== %s, document %d%n%s%n", task.task().name(), question.docId(), question.context());
      if (question instanceof Question.Choice choice) {
        choice.continuations().forEach(c -> stdout.printf("--- continuation%n%s%n", c));
      }
      stdout.printf("--- target%n%s%n", question.target());
    }
  }
}
