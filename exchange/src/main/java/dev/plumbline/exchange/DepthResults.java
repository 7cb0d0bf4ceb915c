package dev.plumbline.exchange;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.ExitCriterion;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.SweepPoint.Adaptive;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run at one point of its sweep, which is what a leaderboard takes for a result.
 *
 * @param tasks in the run's order
 */
public record DepthResults(Manifest manifest, SweepPoint point, List<TaskResults> tasks) {
  private static final String READOUT = "readout";
  private static final String EXIT_RULE = "exit_rule";
  private static final String CONTRAST = "contrast_iterations";

  /** Of the names in {@link #settings} one for each kind of point. */
  public static final Set<String> OF_NO_FIXED_DEPTH = Set.of(READOUT, EXIT_RULE, CONTRAST);

  public DepthResults {
    tasks = List.copyOf(tasks);
  }

  /**
   * Reads what a run has at one point of its sweep.
   *
   * @param facts the tasks wanted, with what is known of them
   * @throws PlumblineException if the run was not asked at this point, or a sample failed: a
   *     leaderboard has no place for a missing answer, and a mean over the others is another
   *     benchmark
   */
  public static DepthResults of(Run run, SweepPoint point, Map<String, TaskFacts> facts) {
    if (!run.manifest().points().contains(point)) {
      throw new PlumblineException(
          "%s: has no r=%s, but %s"
              .formatted(
                  run.folder(),
                  point.label(),
                  run.manifest().points().stream().map(SweepPoint::label).toList()));
    }
    Map<DocumentId, Question> questions = new LinkedHashMap<>();
    try (Stream<Question> all = run.documents()) {
      all.filter(question -> facts.containsKey(question.document().task()))
          .forEach(question -> questions.put(question.document(), question));
    }
    Map<String, List<Judged>> judged = new LinkedHashMap<>();
    try (Stream<Sample> samples = run.samples()) {
      samples
          .filter(s -> s.point().equals(point) && facts.containsKey(s.task()))
          .forEach(
              s ->
                  judged
                      .computeIfAbsent(s.task(), task -> new ArrayList<>())
                      .add(judged(run, s, Optional.ofNullable(questions.get(s.document())))));
    }
    List<CurvePoint> curves = run.curves();
    List<TaskResults> tasks = new ArrayList<>();
    for (Manifest.Task task : run.manifest().tasks()) {
      if (facts.containsKey(task.name()) && judged.containsKey(task.name())) {
        List<CurvePoint> scores =
            curves.stream()
                .filter(p -> p.task().equals(task.name()) && p.point().equals(point))
                .toList();
        tasks.add(new TaskResults(task, facts.get(task.name()), scores, judged.get(task.name())));
      }
    }
    if (tasks.isEmpty()) {
      throw new PlumblineException(
          "%s: has no samples at r=%s of %s"
              .formatted(run.folder(), point.label(), facts.keySet()));
    }
    return new DepthResults(run.manifest(), point, tasks);
  }

  /** As public formats state a depth: how often the core runs at most. */
  public int iterations() {
    return point.iterations();
  }

  /** The point as a part of a file's name, such as {@code r32} or {@code r32-kl_0.001}. */
  public String name() {
    return "r" + SubmissionFile.name(point.label());
  }

  /**
   * What else must be known of the point, by name, as a format states settings; empty for a fixed
   * r.
   */
  public Map<String, String> settings() {
    return point.match(
        fixed -> Map.of(),
        expected -> Map.of(READOUT, "expected"),
        DepthResults::settings,
        contrasted ->
            ordered(
                CONTRAST,
                Integer.toString(contrasted.shallow()),
                "contrast_weight",
                Double.toString(contrasted.weight())));
  }

  private static Map<String, String> settings(Adaptive point) {
    return ordered(
        EXIT_RULE,
        point.exit().criterion() == ExitCriterion.NONE ? "none" : point.exit().label(),
        "key_lookup",
        point.lookup().label(),
        "warm_start",
        Boolean.toString(point.warmStart()));
  }

  private static Map<String, String> ordered(String... namesAndValues) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return settings;
  }

  private static Judged judged(Run run, Sample sample, Optional<Question> asked) {
    String where = run.folder() + ": " + sample.id();
    Question question =
        asked.orElseThrow(() -> new PlumblineException(where + ": is not in documents.jsonl"));
    Response response =
        sample
            .outcome()
            .match(
                scored -> scored.given(),
                unparsed -> unparsed.given(),
                failed -> {
                  throw new PlumblineException(
                      "%s has no answer (%s), and a submission has no place for a missing one; run it again, or leave the task out with --tasks"
                          .formatted(where, failed.error()));
                });
    requireFit(where, question, response);
    return new Judged(question, response, sample.outcome().metrics());
  }

  /** A log-likelihood for each continuation, and for nothing else. */
  private static void requireFit(String where, Question question, Response response) {
    OptionalInt asked =
        question
            .request()
            .match(l -> OptionalInt.of(l.continuations().size()), g -> OptionalInt.empty());
    OptionalInt answered =
        response.match(
            choice -> OptionalInt.of(choice.loglikelihoods().size()),
            generation -> OptionalInt.empty(),
            programs -> OptionalInt.empty());
    if (asked.isPresent() != answered.isPresent()) {
      throw new PlumblineException(where + ": the answer does not fit what was asked");
    }
    if (!asked.equals(answered)) {
      throw new PlumblineException(
          "%s has %s log-likelihoods for %s continuations"
              .formatted(where, answered.getAsInt(), asked.getAsInt()));
    }
  }
}
