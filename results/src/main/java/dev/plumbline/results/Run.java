package dev.plumbline.results;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.Part;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A finished run on disk. */
public final class Run {
  static final String MANIFEST = "manifest.json";
  static final String DOCUMENTS = "documents.jsonl";
  static final String SAMPLES = "samples.jsonl";
  static final String GATES = "gates.jsonl";
  static final String STEPS = "steps.jsonl";
  static final String CURVES = "curves.csv";
  static final String TIMING = "timing.csv";
  static final String COMPUTE = "compute.csv";
  static final String JOURNAL = "journal";

  /** In the journal's folder: what an unfinished run was begun with, and who writes it. */
  static final String SETTINGS = "settings.json";

  static final String LOCK = "lock";

  /** Where the model's time went; there if it was asked for. */
  public static final String PROFILE = "profile.json";

  /** What came of drafts; there if texts were drafted. */
  public static final String SPECULATION = "speculation.csv";

  /** What shows the run, there if it was asked for. No reader of a run looks into it. */
  public static final String PAGE = "report.html";

  /** The same of a picture of its curves. */
  public static final String PICTURE = "curves.svg";

  private final Path folder;
  private final Manifest manifest;
  private final CurveSelection shown;
  private final Optional<String> label;

  private Run(Path folder, Manifest manifest, CurveSelection shown, Optional<String> label) {
    this.folder = folder;
    this.manifest = manifest;
    this.shown = shown;
    this.label = label;
  }

  /**
   * Opens the folder that {@link RunWriter#finish} left.
   *
   * @throws PlumblineException if it holds no finished run, or its manifest is broken
   */
  public static Run open(Path folder) {
    Path manifest = folder.resolve(MANIFEST);
    if (Files.exists(folder.resolve(JOURNAL)) && !Files.exists(manifest)) {
      throw new PlumblineException(
          folder + ": this run did not finish; give its command again to go on");
    }
    if (!Files.exists(manifest)) {
      throw new PlumblineException(
          folder + ": not a run: it has no " + MANIFEST + "; name the folder that a sweep wrote");
    }
    try {
      JsonNode json = Json.reader(JsonNode.class).readValue(Files.readString(manifest));
      if (json.path("bundle") instanceof ObjectNode bundle && !bundle.has("model")) {
        // Runs of earlier builds, and of what was no bundle.
        bundle.putNull("model");
      }
      if (json instanceof ObjectNode object && !object.has("groups")) {
        object.putArray("groups");
      }
      for (JsonNode group : json.path("groups")) {
        allow(group, "alias", "version");
        group.path("metrics").forEach(metric -> allow(metric, "filters"));
      }
      for (JsonNode task : json.path("tasks")) {
        allow(task, "depth", "code");
      }
      Manifest read =
          Json.reader(Manifest.class)
              .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
              .readValue(json);
      if (read == null) {
        throw new PlumblineException(manifest + ": holds null, no manifest");
      }
      return new Run(folder, read, CurveSelection.ALL, Optional.empty());
    } catch (IOException e) {
      throw new PlumblineException(manifest + ": " + Json.reason(e), e);
    }
  }

  /** Makes what is absent null, so that what must be there can be told from it. */
  private static void allow(JsonNode node, String... keys) {
    for (String key : keys) {
      if (node instanceof ObjectNode object && !object.has(key)) {
        object.putNull(key);
      }
    }
  }

  public Path folder() {
    return folder;
  }

  /** This run under a name that people chose for reports. */
  public Run called(String name) {
    return new Run(folder, manifest, shown, Optional.of(name));
  }

  /** What people chose to call it; absent where nobody did. */
  public Optional<String> label() {
    return label;
  }

  public Manifest manifest() {
    return manifest;
  }

  /** This run as if its tasks were those of these curves, and had their scores alone. */
  Run only(CurveSelection selection) {
    Set<String> tasks =
        curves().stream()
            .map(CurvePoint::curve)
            .filter(selection::admits)
            .map(CurveId::task)
            .collect(Collectors.toSet());
    return new Run(folder, manifest.only(tasks), selection, label);
  }

  private boolean shows(String task) {
    return shown.isAll() || manifest.tasks().stream().anyMatch(known -> known.name().equals(task));
  }

  /**
   * The rows of {@code curves.csv}, in its order.
   *
   * @throws PlumblineException naming file and line, if it cannot be read
   */
  public List<CurvePoint> curves() {
    return CurvesCsv.read(folder.resolve(CURVES)).stream()
        .filter(point -> shown.admits(point.curve()))
        .toList();
  }

  /**
   * Wall seconds of the process that finished the run; empty where nobody measured.
   *
   * @throws PlumblineException naming the file, if it cannot be read
   */
  public Map<TaskPoint, Double> seconds() {
    Path file = folder.resolve(TIMING);
    return Files.exists(file) ? ofShownTasks(TimingCsv.read(file)) : Map.of();
  }

  /**
   * What tokens took at each point of each task; empty where all points are of fixed r, and where
   * nobody measured.
   *
   * @throws PlumblineException naming the file, if it cannot be read
   */
  public Map<TaskPoint, Compute> compute() {
    Path file = folder.resolve(COMPUTE);
    return Files.exists(file) ? ofShownTasks(ComputeCsv.read(file)) : Map.of();
  }

  private <V> Map<TaskPoint, V> ofShownTasks(Map<TaskPoint, V> all) {
    Map<TaskPoint, V> kept = new LinkedHashMap<>(all);
    kept.keySet().removeIf(place -> !shows(place.task()));
    return kept;
  }

  /**
   * The samples by task, document and point. They are read as the stream goes: close it, and expect
   * a {@link PlumblineException} naming file and line where one is broken.
   */
  public Stream<Sample> samples() {
    Stream<Sample> all = JsonLines.read(folder.resolve(SAMPLES), SampleLine.class);
    return shown.isAll() ? all : all.filter(s -> shows(s.task())).map(this::shown);
  }

  private Sample shown(Sample sample) {
    Outcome outcome = sample.outcome();
    Map<Score, Double> metrics = shown(sample.task(), outcome.metrics());
    Map<Score, Part> parts = shown(sample.task(), outcome.parts());
    return new Sample(
        sample.id(),
        outcome.match(
            scored -> new Outcome.Scored(metrics, parts, scored.given(), scored.target()),
            unparsed -> new Outcome.Unparsed(metrics, parts, unparsed.given(), unparsed.target()),
            failed -> failed),
        sample.recorded());
  }

  private <V> Map<Score, V> shown(String task, Map<Score, V> scores) {
    Map<Score, V> kept = new LinkedHashMap<>(scores);
    kept.keySet().removeIf(score -> !shown.admits(new CurveId(task, score)));
    return kept;
  }

  /**
   * When the tokens of samples left the core, at the points where they did so on their own; empty
   * for other runs. To be closed as {@link #samples()}.
   */
  public Stream<StepTrace> steps() {
    Path file = folder.resolve(STEPS);
    return Files.exists(file)
        ? JsonLines.<StepTrace>read(file, StepLine.class)
            .filter(s -> shows(s.sample().document().task()))
        : Stream.empty();
  }

  /** What was asked, by task and document; to be closed as {@link #samples()}. */
  public Stream<Question> documents() {
    return JsonLines.<Question>read(folder.resolve(DOCUMENTS), QuestionLine.class)
        .filter(question -> shows(question.document().task()));
  }
}
