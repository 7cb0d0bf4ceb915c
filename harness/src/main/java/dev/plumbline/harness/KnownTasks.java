package dev.plumbline.harness;

import dev.plumbline.exchange.TaskFacts;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.tasks.DataFile;
import dev.plumbline.tasks.DecodingOptions;
import dev.plumbline.tasks.MeasuredScore;
import dev.plumbline.tasks.PreparedTask;
import dev.plumbline.tasks.PromptOptions;
import dev.plumbline.tasks.Task;
import dev.plumbline.tasks.TaskRegistry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks up what the tasks of a run are, beyond what the run says itself. */
public final class KnownTasks {
  private final TaskSources sources;
  private final TaskRegistry registry;
  private final Consumer<String> notes;

  /**
   * @param notes hears why something is not known
   */
  public KnownTasks(TaskSources sources, Consumer<String> notes) {
    this.sources = sources;
    this.registry = sources.registry();
    this.notes = notes;
  }

  /**
   * The facts of a run's task.
   *
   * @param withRows whether the rows of data are wanted
   */
  public TaskFacts facts(Run run, Manifest.Task described, boolean withRows) {
    Optional<Task> known = task(described);
    OptionalInt fewshot = fewshot(run.manifest(), described.name(), known);
    if (known.isEmpty()) {
      return new TaskFacts(
          Optional.empty(), Optional.empty(), fewshot, Map.of(), Map.of(), OptionalInt.empty());
    }
    Optional<PreparedTask> prepared =
        withRows ? prepared(run, described, known.get()) : Optional.empty();
    return new TaskFacts(
        Optional.of(known.get().dataset()).filter(dataset -> dataset.contains("/")),
        Optional.of(known.get().split()),
        fewshot,
        known.get().metrics().stream()
            .collect(
                Collectors.toMap(
                    measured -> measured.score().metric(),
                    MeasuredScore::higherIsBetter,
                    (first, second) -> first)),
        prepared.map(KnownTasks::rows).orElse(Map.of()),
        prepared.map(task -> OptionalInt.of(task.documents().size())).orElse(OptionalInt.empty()));
  }

  /** What whoever asked has wished, else what is known of whom asked. */
  private static OptionalInt fewshot(Manifest manifest, String task, Optional<Task> known) {
    OptionalInt wished = manifest.configuration().numFewshot();
    return manifest
        .origin()
        .match(
            asked -> known.map(t -> OptionalInt.of(t.numFewshot(wished))).orElse(wished),
            scored -> wished,
            imported ->
                wished.isEmpty() && imported.fewshot().containsKey(task)
                    ? OptionalInt.of(imported.fewshot().get(task))
                    : wished);
  }

  /** The task of this name, if it is the one that the run had. */
  private Optional<Task> task(Manifest.Task described) {
    try {
      Task task = registry.select(List.of(described.name())).get(0);
      if (task.name().equals(described.name()) && task.version().equals(described.version())) {
        return Optional.of(task);
      }
      note(
          described,
          "its version here is %s, and the run had %s"
              .formatted(task.version(), described.version()));
    } catch (PlumblineException e) {
      note(described, "it is not known here; give its file with --include-path");
    }
    return Optional.empty();
  }

  /** With its data, if that is the data of the run. */
  private Optional<PreparedTask> prepared(Run run, Manifest.Task described, Task task) {
    PreparedTask prepared;
    try {
      prepared =
          PreparedTask.of(
              task,
              sources.datasets(),
              PromptOptions.withoutExamples(),
              DecodingOptions.defaults(),
              sources.code(),
              Optional.empty());
    } catch (PlumblineException e) {
      note(described, e.getMessage());
      return Optional.empty();
    }
    for (DataFile file : prepared.dataFiles()) {
      String name = file.path().getFileName().toString();
      if (!described.data().isEmpty() && !file.sha256().equals(described.data().get(name))) {
        note(described, name + " is not the data of the run, its SHA-256 is another");
        return Optional.empty();
      }
    }
    if (!sameTargets(run, prepared)) {
      note(described, "the data has other right answers than the run");
      return Optional.empty();
    }
    return Optional.of(prepared);
  }

  private static boolean sameTargets(Run run, PreparedTask prepared) {
    Map<DocumentId, String> targets = new HashMap<>();
    prepared.questions().forEach(question -> targets.put(question.document(), question.target()));
    try (Stream<Question> questions = run.documents()) {
      return questions
          .filter(question -> question.document().task().equals(prepared.task().name()))
          .allMatch(question -> question.target().equals(targets.get(question.document())));
    }
  }

  private static Map<Integer, Map<String, Object>> rows(PreparedTask task) {
    Map<Integer, Map<String, Object>> rows = new LinkedHashMap<>();
    for (Question question : task.questions()) {
      rows.put(question.document().number(), task.row(question));
    }
    return rows;
  }

  private void note(Manifest.Task task, String reason) {
    notes.accept(task.name() + ": " + reason);
  }
}
