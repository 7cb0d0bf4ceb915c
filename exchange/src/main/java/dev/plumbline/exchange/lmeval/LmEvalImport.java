package dev.plumbline.exchange.lmeval;

import dev.plumbline.exchange.lmeval.ResultsFile.TaskEntry;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Makes one run of what lm-evaluation-harness wrote, one evaluation per r. Nothing is scored again:
 * every document keeps the metrics it has. What lm-evaluation-harness does not say, such as FLOPs
 * and tokens, the run does not have.
 */
public final class LmEvalImport {
  private static final int FOLDERS_DEEP = 3;

  private final List<Evaluation> evaluations = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private record Evaluation(int iterations, ResultsFile file) {}

  /**
   * Adds what lies in a folder, or one results file; r is what the files state.
   *
   * @throws PlumblineException if one of them does not state it, or cannot be read
   */
  public void add(Path folderOrFile) {
    for (ResultsFile file : results(folderOrFile)) {
      int iterations =
          file.iterations()
              .orElseThrow(
                  () ->
                      new PlumblineException(
                          file.path()
                              + ": its model_args state no mean_recurrence or num_steps; say which r"
                              + " it is with --iterations R="
                              + file.path()));
      evaluations.add(new Evaluation(iterations, file));
    }
  }

  /** Adds what lies in a folder, or one results file, all of one r. */
  public void add(int iterations, Path folderOrFile) {
    results(folderOrFile).forEach(file -> evaluations.add(new Evaluation(iterations, file)));
  }

  /** What was left out, a line each. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  private static List<ResultsFile> results(Path folderOrFile) {
    if (Files.isRegularFile(folderOrFile)) {
      return List.of(ResultsFile.read(folderOrFile));
    }
    try (Stream<Path> files = Files.walk(folderOrFile, FOLDERS_DEEP)) {
      List<Path> found =
          files
              .filter(f -> f.getFileName().toString().matches("results_.+\\.json"))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw new PlumblineException(
            folderOrFile
                + ": holds no results_*.json; name the folder that lm_eval --output_path wrote");
      }
      return found.stream().map(ResultsFile::read).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new PlumblineException(
          folderOrFile + ": cannot be read: " + PlumblineException.reason(e), e);
    }
  }

  /**
   * Reads all samples, then writes the run.
   *
   * @param tasks the only ones wanted; empty means all
   * @param command that imports it again
   * @param versions of the importing process; no model ran in it
   */
  public Run write(
      Path folder,
      boolean overwrite,
      Set<String> tasks,
      String command,
      Manifest.Versions versions) {
    String model = model();
    List<Manifest.Task> described = new ArrayList<>();
    List<Question> documents = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    Map<String, SortedMap<Integer, TaskEntry>> byTask = byTask(tasks);
    List<Integer> iterations = iterations(byTask);
    byTask.forEach(
        (name, depths) -> {
          List<Question> asked = read(depths, samples);
          documents.addAll(asked);
          String version = depths.get(depths.firstKey()).version();
          described.add(
              new Manifest.Task(name, version, Map.of(), asked.size(), OptionalInt.empty()));
        });
    Manifest manifest = manifest(model, iterations, described, command, versions);
    try (RunWriter writer = RunWriter.create(folder, overwrite)) {
      samples.forEach(writer::append);
      return writer.finish(manifest, documents, Map.of());
    }
  }

  /** Adds a task's samples, and returns what was asked at every r. */
  private List<Question> read(SortedMap<Integer, TaskEntry> depths, List<Sample> samples) {
    List<Question> asked = List.of();
    for (Map.Entry<Integer, TaskEntry> depth : depths.entrySet()) {
      SamplesFile.Content content = SamplesFile.read(depth.getValue(), depth.getKey());
      asked = asked.isEmpty() ? content.questions() : asked;
      requireSame(asked, content.questions(), depth.getValue(), depth.getKey());
      samples.addAll(content.samples());
      content.leftOut().stream()
          .map(Score::key)
          .sorted()
          .forEach(m -> note(depth.getValue().name() + ": " + m + " is no mean over documents"));
    }
    return asked;
  }

  /** Every task with its entry at every r, in the order of the first file. */
  private Map<String, SortedMap<Integer, TaskEntry>> byTask(Set<String> wanted) {
    Map<String, SortedMap<Integer, TaskEntry>> byTask = new LinkedHashMap<>();
    for (Evaluation evaluation : evaluations) {
      ResultsFile file = evaluation.file();
      file.withoutSamples().forEach(name -> note(name + ": has no samples file"));
      for (TaskEntry task : file.tasks()) {
        if (wanted.isEmpty() || wanted.contains(task.name())) {
          TaskEntry other =
              byTask
                  .computeIfAbsent(task.name(), name -> new TreeMap<>())
                  .put(evaluation.iterations(), task);
          if (other != null) {
            throw new PlumblineException(
                "%s at r=%s is in %s and in %s; name the one to take"
                    .formatted(
                        task.name(), evaluation.iterations(), other.samples(), task.samples()));
          }
        }
      }
    }
    Set<String> missing = new TreeSet<>(wanted);
    missing.removeAll(byTask.keySet());
    if (byTask.isEmpty() || !missing.isEmpty()) {
      throw new PlumblineException(
          evaluations.get(0).file().path()
              + (wanted.isEmpty()
                  ? ": has no samples_*.jsonl beside it; run lm_eval with --log_samples"
                  : ": there are no samples of " + missing));
    }
    return byTask;
  }

  /** The depths, which all tasks must have. */
  private static List<Integer> iterations(Map<String, SortedMap<Integer, TaskEntry>> byTask) {
    Set<Integer> all = new TreeSet<>();
    byTask.values().forEach(depths -> all.addAll(depths.keySet()));
    byTask.forEach(
        (name, depths) -> {
          if (!depths.keySet().equals(all)) {
            throw new PlumblineException(
                "%s: was asked at r=%s, and others at r=%s; import the rest as well, or one of them alone (--tasks)"
                    .formatted(name, depths.keySet(), all));
          }
        });
    return List.copyOf(all);
  }

  private void note(String line) {
    if (!notes.contains(line + ", left out")) {
      notes.add(line + ", left out");
    }
  }

  private String model() {
    ResultsFile first = evaluations.get(0).file();
    for (Evaluation evaluation : evaluations) {
      if (!evaluation.file().model().equals(first.model())) {
        throw new PlumblineException(
            "%s is of the model %s, and %s of %s; a run has one"
                .formatted(
                    first.path(),
                    first.model(),
                    evaluation.file().path(),
                    evaluation.file().model()));
      }
    }
    return first.model();
  }

  private static void requireSame(
      List<Question> first, List<Question> other, TaskEntry task, int iterations) {
    if (first.size() != other.size()) {
      throw new PlumblineException(
          "%s: r=%s has %s documents, and a smaller r has %s; a run asks the same of all"
              .formatted(task.samples(), iterations, other.size(), first.size()));
    }
    for (int i = 0; i < first.size(); i++) {
      if (!first.get(i).equals(other.get(i))) {
        throw new PlumblineException(
            "%s: document %s at r=%s was asked otherwise than at a smaller r; a run asks the same of all"
                .formatted(task.samples(), other.get(i).document().number(), iterations));
      }
    }
  }

  private Manifest manifest(
      String model,
      List<Integer> iterations,
      List<Manifest.Task> tasks,
      String command,
      Manifest.Versions versions) {
    ResultsFile first = evaluations.get(0).file();
    Map<String, Integer> shots = new LinkedHashMap<>();
    evaluations.stream()
        .flatMap(evaluation -> evaluation.file().tasks().stream())
        .forEach(t -> t.fewshot().ifPresent(count -> shots.putIfAbsent(t.name(), count)));
    Optional<Number> limit =
        first.settings().get("limit") instanceof Number number
            ? Optional.of(number)
            : Optional.empty();
    // Of the first file: a run has one set of settings.
    Configuration configuration =
        Configuration.ofImported(first.tool(), shots, limit, "lm_eval", first.settings());
    boolean oneSeed = evaluations.stream().allMatch(e -> e.file().seed().equals(first.seed()));
    return new Manifest(
        command,
        evaluations.stream()
            .map(e -> e.file().started())
            .min(Comparator.naturalOrder())
            .orElseThrow(),
        evaluations.stream().map(e -> e.file().finished()).max(Instant::compareTo).orElseThrow(),
        oneSeed ? first.seed() : OptionalLong.empty(),
        iterations.stream().map(SweepPoint::fixed).toList(),
        new Manifest.Bundle(model, Optional.empty()),
        tasks,
        Map.of(),
        versions,
        configuration);
  }
}
