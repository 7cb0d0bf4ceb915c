package dev.plumbline.harness;

import dev.plumbline.exchange.StatedSettings;
import dev.plumbline.exchange.TaskFacts;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.DocumentLine;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.tasks.DataFile;
import dev.plumbline.tasks.MetricKey;
import dev.plumbline.tasks.PreparedTask;
import dev.plumbline.tasks.Question;
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
final class KnownTasks {
  private final TaskSources sources;
  private final TaskRegistry registry;
  private final Consumer<String> notes;

  /**
   * @param notes hears why something is not known
   */
  KnownTasks(TaskSources sources, Consumer<String> notes) {
    this.sources = sources;
    this.registry = sources.registry();
    this.notes = notes;
  }

  /**
   * The facts of a run's task.
   *
   * @param withRows whether the rows of data are wanted
   */
  TaskFacts facts(Run run, Manifest.Task described, boolean withRows) {
    Optional<Task> known = task(described);
    OptionalInt stated = fewshot(run.manifest(), described.name());
    OptionalInt fewshot =
        StatedSettings.isAskedHere(run.manifest()) && known.isPresent()
            ? OptionalInt.of(known.get().numFewshot(stated))
            : stated;
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
                    MetricKey::metric, MetricKey::higherIsBetter, (first, second) -> first)),
        prepared.map(KnownTasks::rows).orElse(Map.of()),
        prepared
            .map(task -> OptionalInt.of(task.questions().size() + task.unaskable().size()))
            .orElse(OptionalInt.empty()));
  }

  private static OptionalInt fewshot(Manifest manifest, String task) {
    return manifest.configuration().get("num-fewshot") instanceof Integer count
        ? OptionalInt.of(count)
        : StatedSettings.fewshot(manifest, task);
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
      prepared = sources.prepareWithoutExamples(task);
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
    Map<Integer, String> targets = new HashMap<>();
    prepared.questions().forEach(question -> targets.put(question.docId(), question.target()));
    try (Stream<DocumentLine> documents = run.documents()) {
      return documents
          .filter(document -> document.task().equals(prepared.task().name()))
          .allMatch(document -> document.target().equals(targets.get(document.docId())));
    }
  }

  private static Map<Integer, Map<String, Object>> rows(PreparedTask task) {
    Map<Integer, Map<String, Object>> rows = new LinkedHashMap<>();
    for (Question question : task.questions()) {
      rows.put(question.docId(), task.row(question));
    }
    return rows;
  }

  private void note(Manifest.Task task, String reason) {
    notes.accept(task.name() + ": " + reason);
  }
}
