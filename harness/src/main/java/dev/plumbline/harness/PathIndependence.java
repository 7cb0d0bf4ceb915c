package dev.plumbline.harness;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleSink;
import dev.plumbline.results.Setting;
import dev.plumbline.results.paths.LatentMeasure;
import dev.plumbline.results.paths.LatentTable;
import dev.plumbline.results.paths.PathAnswers;
import dev.plumbline.results.paths.PathRun;
import dev.plumbline.results.paths.PathStudy;
import dev.plumbline.results.paths.Starts;
import dev.plumbline.runner.TestTimeNoise;
import dev.plumbline.tasks.PreparedTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Whether a model's answers and states depend on where it started: asks the same from several
 * starts and under noise, and compares what comes out. The model is loaded once, and nothing is
 * kept on disk.
 */
public final class PathIndependence {
  /** Documents whose states are held at once. */
  private static final int DOCUMENTS_AT_ONCE = 32;

  private static final String ALL_STARTS = "all starts";

  private final PreparedSweep sweep;
  private final List<StartedRun> runs;
  private final Map<StartedRun, Evaluation> evaluations = new HashMap<>();
  private final PathListener listener;
  private final boolean randomStart;

  private PathIndependence(
      PathPlan plan, PreparedSweep sweep, Evaluation evaluation, PathListener listener) {
    this.sweep = sweep;
    this.listener = listener;
    this.randomStart = sweep.bundle().initialState().isPresent();
    this.runs = StartedRun.of(plan, randomStart);
    runs.forEach(run -> evaluations.put(run, evaluation.from(run.state(), run.noise())));
  }

  /**
   * Runs a study.
   *
   * @throws PlumblineException as a sweep does, and for scales of a start, or for a study without
   *     noise, where the model has no random start
   */
  public static PathStudy study(PathPlan plan, Execution execution, PathListener listener) {
    PreparedSweep sweep = PreparedSweep.of(plan.sweep());
    requireSomethingToVary(plan, sweep);
    try (Evaluation evaluation = Evaluation.open(sweep, execution)) {
      PathIndependence study = new PathIndependence(plan, sweep, evaluation, listener);
      PathAnswers answers = study.answers();
      return new PathStudy(
          BundleFacts.of(sweep.bundle()),
          Versions.ofThisProcess(),
          configuration(plan, sweep, execution),
          study.starts(),
          study.undefined(),
          answers.failed(),
          answers.points(study.groups()),
          study.latents().points());
    }
  }

  private static void requireSomethingToVary(PathPlan plan, PreparedSweep sweep) {
    if (sweep.bundle().initialState().isPresent()) {
      return;
    }
    if (plan.scales().isPresent()) {
      throw new PlumblineException(
          "%s: this model starts from its own embedding of the tokens, which has no scale; leave out --scales"
              .formatted(sweep.bundle().folder()));
    }
    if (plan.noises().isEmpty()) {
      throw new PlumblineException(
          ("%s: this model starts from its own embedding of the tokens, so that there is but one"
                  + " start; give --noise, which its states can take")
              .formatted(sweep.bundle().folder()));
    }
  }

  private static Configuration configuration(
      PathPlan plan, PreparedSweep sweep, Execution execution) {
    Map<String, Object> values =
        new LinkedHashMap<>(StatedPlan.of(sweep.plan(), execution).values());
    values.remove(Setting.INIT.key());
    values.remove(Setting.INIT_SCALE.key());
    values.put("sampling-seed", values.remove(Setting.SEED.key()));
    values.put("seeds", plan.seeds());
    if (sweep.bundle().initialState().isPresent()) {
      values.put("scales", plan.scales().orElse(PathPlan.SCALES));
    }
    values.put(Setting.NOISE.key(), plan.noises().stream().map(TestTimeNoise::label).toList());
    return new Configuration(values);
  }

  /** What cannot be asked of this model. */
  private List<String> undefined() {
    List<String> lines = new ArrayList<>();
    if (!randomStart) {
      lines.add(
          "starts: this model begins with its own embedding of the tokens; seeds draw noise alone,"
              + " and scales do nothing");
      lines.add(
          "alignment: its core sees the prompt through the state alone, so that another state is"
              + " another prompt");
    }
    sweep.tasks().stream()
        .filter(task -> randomStart && task.questions().size() < 2)
        .map(task -> task.task().name() + ": alignment needs two documents")
        .forEach(lines::add);
    return lines;
  }

  private List<Starts> starts() {
    return byStarts().entrySet().stream()
        .map(e -> new Starts(e.getKey(), e.getValue().stream().map(r -> r.name().seed()).toList()))
        .toList();
  }

  private Map<String, List<StartedRun>> byStarts() {
    return runs.stream()
        .collect(
            Collectors.groupingBy(
                run -> run.name().starts(), LinkedHashMap::new, Collectors.toList()));
  }

  /** The runs that are compared with each other, by name. */
  private Map<String, List<StartedRun>> compared() {
    Map<String, List<StartedRun>> compared = byStarts();
    List<StartedRun> all = runs.stream().filter(run -> run.noise().isEmpty()).toList();
    if (compared.get(all.get(0).name().starts()).size() < all.size()) {
      compared.put(ALL_STARTS, all);
    }
    return compared;
  }

  private Map<String, List<PathRun>> groups() {
    Map<String, List<PathRun>> groups = new LinkedHashMap<>();
    compared()
        .forEach((name, some) -> groups.put(name, some.stream().map(StartedRun::name).toList()));
    return groups;
  }

  private PathAnswers answers() {
    PathAnswers answers = new PathAnswers();
    Map<DocumentId, Question> questions =
        sweep.questions().stream()
            .collect(Collectors.toMap(Question::document, question -> question));
    for (StartedRun run : runs) {
      Map<SampleId, Sample> samples = new HashMap<>();
      evaluations
          .get(run)
          .answer(new InMemory(samples), listener.asking(run.name().starts(), run.name().seed()));
      samples
          .values()
          .forEach(sample -> answers.add(run.name(), questions.get(sample.document()), sample));
    }
    return answers;
  }

  private record InMemory(Map<SampleId, Sample> samples) implements SampleSink {
    @Override
    public boolean isAnswered(SampleId sample) {
      return samples.containsKey(sample);
    }

    @Override
    public void forEach(Consumer<Sample> sample) {
      samples.values().forEach(sample);
    }

    @Override
    public void append(Sample sample, Usage usage) {
      samples.put(sample.id(), sample);
    }
  }

  private LatentTable latents() {
    LatentTable table = new LatentTable();
    for (PreparedTask task : sweep.tasks()) {
      List<Request> requests = task.questions().stream().map(Question::request).toList();
      listener.comparing(task.task().name(), requests.size());
      for (int first = 0; first < requests.size(); first += DOCUMENTS_AT_ONCE) {
        int end = Math.min(first + DOCUMENTS_AT_ONCE, requests.size());
        compare(task.task().name(), requests, first, end, table);
      }
    }
    return table;
  }

  private void compare(String task, List<Request> all, int first, int end, LatentTable table) {
    List<Request> requests = all.subList(first, end);
    // Whatever a point makes of them, its states run as often.
    Sweep iterations =
        Sweep.of(sweep.sweep().points().stream().map(SweepPoint::iterations).distinct().toList());
    Map<StartedRun, List<SortedMap<Integer, float[]>>> states = new LinkedHashMap<>();
    for (StartedRun run : runs) {
      states.put(run, evaluations.get(run).latents().of(requests, iterations));
    }
    StartedRun own = runs.get(0);
    List<SortedMap<Integer, float[]>> restarted =
        randomStart && all.size() > 1
            ? evaluations
                .get(own)
                .latents()
                .restarted(requests, others(all, first, end), iterations)
            : List.of();
    for (int i = 0; i < requests.size(); i++) {
      int document = i;
      compared()
          .forEach(
              (name, some) -> {
                List<SortedMap<Integer, float[]>> paths =
                    some.stream().map(run -> states.get(run).get(document)).toList();
                table.add(task, LatentMeasure.DISTANCE, name, paths);
                if (some.get(0).noise().isEmpty()) {
                  table.add(task, LatentMeasure.ALIGNMENT_FROM_NOISE, name, paths);
                }
              });
      if (!restarted.isEmpty()) {
        table.add(
            task,
            LatentMeasure.ALIGNMENT_FROM_ANOTHER,
            own.name().starts(),
            List.of(states.get(own).get(document), restarted.get(document)));
      }
      listener.compared();
    }
  }

  /** For each document the one that follows it in its task, for the last one the first. */
  private static List<Request> others(List<Request> all, int first, int end) {
    List<Request> others = new ArrayList<>();
    for (int i = first; i < end; i++) {
      others.add(all.get((i + 1) % all.size()));
    }
    return others;
  }
}
