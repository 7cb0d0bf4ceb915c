package dev.plumbline.results;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.SweepPoint;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What was run, with what, and how to run it again; {@code manifest.json}. What nobody knows, as of
 * answers that were imported, is {@code null} there.
 *
 * @param command the command line that repeats the run
 * @param seed absent where whoever asked the model did not say
 * @param points the sweep, ascending
 * @param tasks in the order of the run, which is the order of its samples and curves
 * @param groups of tasks that have scores together, each before those within it
 * @param configuration every setting in effect
 * @param samples outcomes by task; counted by {@link RunWriter#finish}, empty until then
 */
public record Manifest(
    String command,
    Instant started,
    Instant finished,
    OptionalLong seed,
    @JsonProperty("iterations") List<SweepPoint> points,
    Bundle bundle,
    List<Task> tasks,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Group> groups,
    Map<String, Outcomes> samples,
    Versions versions,
    Configuration configuration) {

  public Manifest {
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(started, "started");
    Objects.requireNonNull(finished, "finished");
    Objects.requireNonNull(seed, "seed");
    Objects.requireNonNull(bundle, "bundle");
    Objects.requireNonNull(versions, "versions");
    points = List.copyOf(points);
    tasks = List.copyOf(tasks);
    groups = List.copyOf(groups);
    samples = ordered(samples);
    Objects.requireNonNull(configuration, "configuration");
    List<String> names = tasks.stream().map(Task::name).toList();
    if (!names.containsAll(samples.keySet())) {
      throw new IllegalArgumentException(
          "samples of " + samples.keySet() + " in a run of the tasks " + names);
    }
  }

  /** Of a run without groups. */
  public Manifest(
      String command,
      Instant started,
      Instant finished,
      OptionalLong seed,
      List<SweepPoint> points,
      Bundle bundle,
      List<Task> tasks,
      Map<String, Outcomes> samples,
      Versions versions,
      Configuration configuration) {
    this(
        command,
        started,
        finished,
        seed,
        points,
        bundle,
        tasks,
        List.of(),
        samples,
        versions,
        configuration);
  }

  /** This manifest of a run whose samples are not counted yet. */
  public Manifest(
      String command,
      Instant started,
      Instant finished,
      long seed,
      List<SweepPoint> points,
      Bundle bundle,
      List<Task> tasks,
      Versions versions,
      Configuration configuration) {
    this(
        command,
        started,
        finished,
        OptionalLong.of(seed),
        points,
        bundle,
        tasks,
        Map.of(),
        versions,
        configuration);
  }

  Manifest withSamples(Map<String, Outcomes> counted) {
    return new Manifest(
        command,
        started,
        finished,
        seed,
        points,
        bundle,
        tasks,
        groups,
        counted,
        versions,
        configuration);
  }

  /** This manifest with groups of its tasks. */
  public Manifest withGroups(List<Group> of) {
    return new Manifest(
        command,
        started,
        finished,
        seed,
        points,
        bundle,
        tasks,
        of,
        samples,
        versions,
        configuration);
  }

  /** This manifest without other tasks and groups. */
  Manifest only(Set<String> names) {
    Map<String, Outcomes> kept = new LinkedHashMap<>(samples);
    kept.keySet().retainAll(names);
    return new Manifest(
        command,
        started,
        finished,
        seed,
        points,
        bundle,
        tasks.stream().filter(task -> names.contains(task.name())).toList(),
        groups.stream().filter(group -> names.contains(group.name())).toList(),
        kept,
        versions,
        configuration);
  }

  /** Samples over all tasks that have no answer to judge. */
  @JsonIgnore
  public long failed() {
    return samples.values().stream().mapToLong(Outcomes::failed).sum();
  }

  /** Where the answers come from. */
  public Origin origin() {
    return configuration.origin(new Tool(Tool.PLUMBLINE, versions.plumbline()));
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * The model.
   *
   * @param sha256 of the bundle's {@code plumbline.json}, which holds the hash of every other file;
   *     absent for a model that was no bundle
   * @param model absent for a model that was no bundle, and in runs of earlier builds
   */
  public record Bundle(
      String name,
      Optional<String> sha256,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ModelFacts> model) {
    public Bundle {
      Objects.requireNonNull(name, "bundle.name");
      Objects.requireNonNull(sha256, "bundle.sha256");
      Objects.requireNonNull(model, "bundle.model");
    }

    public Bundle(String name, Optional<String> sha256) {
      this(name, sha256, Optional.empty());
    }

    public Bundle(String name, String sha256) {
      this(name, Optional.of(sha256));
    }
  }

  /**
   * A task of the run.
   *
   * @param version as its YAML states it
   * @param data SHA-256 of each data file by its name
   * @param code SHA-256 of each Python file of the task that ran, by its path in the task's folder
   * @param documents asked at every r of the task
   * @param truncatedPrompts documents whose prompt did not fit the block size and lost its left
   *     end; absent where nobody counted
   * @param depth absent where the depths were not found by looking at the answers
   */
  public record Task(
      String name,
      String version,
      Map<String, String> data,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> code,
      int documents,
      OptionalInt truncatedPrompts,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<TaskDepth> depth) {
    public Task {
      Objects.requireNonNull(name, "task.name");
      Objects.requireNonNull(version, "task.version");
      Objects.requireNonNull(truncatedPrompts, "task.truncated_prompts");
      Objects.requireNonNull(depth, "task.depth");
      data = ordered(data);
      code = code == null ? Map.of() : ordered(code);
    }

    public Task(
        String name,
        String version,
        Map<String, String> data,
        int documents,
        OptionalInt truncatedPrompts) {
      this(name, version, data, Map.of(), documents, truncatedPrompts, Optional.empty());
    }

    public Task(
        String name, String version, Map<String, String> data, int documents, int truncated) {
      this(name, version, data, documents, OptionalInt.of(truncated));
    }

    /** A task whose Python files ran. */
    public Task(
        String name,
        String version,
        Map<String, String> data,
        Map<String, String> code,
        int documents,
        int truncated) {
      this(name, version, data, code, documents, OptionalInt.of(truncated), Optional.empty());
    }

    public Task withDepth(TaskDepth found) {
      return new Task(name, version, data, code, documents, truncatedPrompts, Optional.of(found));
    }
  }

  /**
   * Tasks that have scores together.
   *
   * @param alias what reports call it
   * @param tasks its own and those of groups within it
   * @param metrics none for a group that only selects
   */
  public record Group(
      String name,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> alias,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> version,
      List<String> tasks,
      List<GroupMetric> metrics) {
    public Group {
      Objects.requireNonNull(name, "group.name");
      Objects.requireNonNull(alias, "group.alias");
      Objects.requireNonNull(version, "group.version");
      tasks = List.copyOf(tasks);
      metrics = List.copyOf(metrics);
    }
  }

  /**
   * A score of a group.
   *
   * @param filters absent: all that its tasks have
   * @param weightBySize whether a task counts by its documents, or each as much as the others
   */
  public record GroupMetric(
      String metric,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<String>> filters,
      boolean weightBySize) {
    public GroupMetric {
      Objects.requireNonNull(metric, "group.metric");
      filters = filters.map(List::copyOf);
    }
  }

  /** Samples by outcome. */
  public record Outcomes(long scored, long unparsed, long failed) {
    static Outcomes of(Outcome outcome) {
      return outcome.match(
          scored -> new Outcomes(1, 0, 0),
          unparsed -> new Outcomes(0, 1, 0),
          failed -> new Outcomes(0, 0, 1));
    }

    Outcomes plus(Outcomes other) {
      return new Outcomes(scored + other.scored, unparsed + other.unparsed, failed + other.failed);
    }
  }

  /**
   * What the numbers may depend on besides the configuration.
   *
   * @param onnxRuntime absent where no model ran here
   */
  public record Versions(
      String plumbline,
      @JsonProperty("onnxruntime") Optional<String> onnxRuntime,
      String jdk,
      String os,
      String cpu) {
    public Versions {
      Objects.requireNonNull(plumbline, "versions.plumbline");
      Objects.requireNonNull(onnxRuntime, "versions.onnxruntime");
      Objects.requireNonNull(jdk, "versions.jdk");
      Objects.requireNonNull(os, "versions.os");
      Objects.requireNonNull(cpu, "versions.cpu");
    }

    public Versions(String plumbline, String onnxRuntime, String jdk, String os, String cpu) {
      this(plumbline, Optional.of(onnxRuntime), jdk, os, cpu);
    }
  }
}
