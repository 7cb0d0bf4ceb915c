package dev.plumbline.harness;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleSink;
import dev.plumbline.results.TaskDepth;
import dev.plumbline.results.TaskPoint;
import dev.plumbline.results.statistics.SaturationTest;
import dev.plumbline.runner.InitialState;
import dev.plumbline.runner.OperatorTime;
import dev.plumbline.runner.PromptLatents;
import dev.plumbline.runner.RecurrentModel;
import dev.plumbline.runner.SpeculationResult;
import dev.plumbline.runner.TestTimeNoise;
import dev.plumbline.runner.TokenTexts;
import dev.plumbline.tasks.AnswerJudge;
import dev.plumbline.tasks.PreparedTask;
import dev.plumbline.tasks.code.CodeJudge;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A sweep with its model loaded: asks the model every question at every point, has the answers
 * judged, and hands the samples on. {@link #run} does all of it; its steps are there for those who
 * keep samples elsewhere or answer {@link Slice slices} on several machines.
 *
 * <p>Several evaluations may work in one process at the same time; one of them is for one thread at
 * a time.
 */
public final class Evaluation implements AutoCloseable {
  private final PreparedSweep sweep;
  private final Execution execution;
  private final Optional<CodeJudge> programs;
  private final AnswerJudge judge;

  /** Absent where a cluster answers. */
  private final Optional<RecurrentModel> model;

  private final Optional<ClusterAnswers> cluster;
  private final Instant started = now();

  /** What the last look at each task said, by its name; empty where all are asked at all points. */
  private final Map<String, TaskDepth> found = new HashMap<>();

  /** Wall seconds of this process. */
  private final Map<TaskPoint, Double> seconds = new HashMap<>();

  private final List<String> unscored = new ArrayList<>();

  /** What came of drafts in this process, by task. */
  private final Map<String, SpeculationResult> speculated = new LinkedHashMap<>();

  private Evaluation(
      PreparedSweep sweep,
      Execution execution,
      Optional<CodeJudge> programs,
      Optional<RecurrentModel> model,
      Optional<ClusterAnswers> cluster) {
    this.sweep = sweep;
    this.execution = execution;
    this.programs = programs;
    this.judge = new AnswerJudge(programs);
    this.model = model;
    this.cluster = cluster;
  }

  /** Loads the model, and sees to it that programs can run if the plan wants it. */
  public static Evaluation open(PreparedSweep sweep, Execution execution) {
    Optional<CodeJudge> programs = sweep.plan().code().judge();
    try {
      return new Evaluation(
          sweep,
          execution,
          programs,
          Optional.of(RecurrentModel.open(sweep.bundle(), execution.options(sweep.plan()))),
          Optional.empty());
    } catch (RuntimeException e) {
      programs.ifPresent(CodeJudge::close);
      throw e;
    }
  }

  /**
   * Has all of it answered on a cluster, which stays open.
   *
   * @throws PlumblineException for what no cluster does: finding depths, drafts, profiles
   */
  public static Evaluation open(PreparedSweep sweep, Execution execution, Cluster cluster) {
    return new Evaluation(
        sweep,
        execution,
        Optional.empty(),
        Optional.empty(),
        Optional.of(ClusterAnswers.of(sweep, execution, cluster)));
  }

  /**
   * The same from another state, or under other noise, with the model that is loaded; this one
   * alone is closed.
   */
  Evaluation from(InitialState state, Optional<TestTimeNoise> noise) {
    return new Evaluation(
        sweep, execution, programs, Optional.of(model().from(state, noise)), Optional.empty());
  }

  PromptLatents latents() {
    return model().latents();
  }

  private RecurrentModel model() {
    return model.orElseThrow(
        () -> new PlumblineException("the model is not loaded here; a cluster answers as a whole"));
  }

  /**
   * Runs a plan into a folder that is new, or goes on with an unfinished run in it.
   *
   * @return the run, complete, though samples may have failed
   */
  public static Run run(SweepPlan plan, Execution execution, Path folder, SweepListener listener) {
    try (Evaluation evaluation = open(PreparedSweep.of(plan), execution);
        RunWriter writer = evaluation.begin(folder, false)) {
      evaluation.answer(writer, listener);
      return evaluation.finish(writer, "");
    }
  }

  /**
   * Begins a run, or goes on with an unfinished one of the same plan.
   *
   * @param overwrite whether a run that is there is deleted first
   */
  public RunWriter begin(Path folder, boolean overwrite) {
    return RunWriter.open(
        folder,
        overwrite,
        RunSettings.of(
            StatedPlan.of(sweep.plan(), execution), sweep.bundle().sha256(), sweep.tasks()));
  }

  /** Answers all tasks, but for what the sink has already. */
  public void answer(SampleSink sink, SweepListener listener) {
    if (cluster.isPresent()) {
      cluster.get().answer(sink, listener);
      return;
    }
    for (PreparedTask task : sweep.tasks()) {
      listener.begun(task);
      sweep
          .saturation()
          .ifPresentOrElse(
              test -> {
                TaskDepth depth = answerUntilEnough(task, test, sink, listener);
                found.put(task.task().name(), depth);
                listener.found(task, depth);
              },
              () -> answer(task, Slice.all(task.task().name()), sweep.sweep(), sink, listener));
      listener.speculated(task, speculated.get(task.task().name()));
      listener.done(task);
    }
  }

  private TaskDepth answerUntilEnough(
      PreparedTask task, SaturationTest test, SampleSink sink, SweepListener listener) {
    List<SweepPoint> depths = test.depths();
    DepthScores scores = new DepthScores(sink, task, depths);
    Slice all = Slice.all(task.task().name());
    int asked = SaturationTest.AHEAD + 1;
    // One pass may give several depths, so the first look's come together.
    answer(task, all, new Sweep(depths.subList(0, asked)), scores, listener);
    while (!test.isEnough(scores.tables(), asked) && asked < depths.size()) {
      answer(task, all, new Sweep(List.of(depths.get(asked))), scores, listener);
      asked++;
    }
    return test.look(scores.tables(), asked);
  }

  /**
   * Answers some documents of a task, but for what the sink has already.
   *
   * @throws PlumblineException where the answers to all documents tell how deep the task is asked
   */
  public void answer(Slice slice, SampleSink sink, SweepListener listener) {
    PreparedTask task = task(slice.task());
    if (sweep.saturation().isPresent()) {
      throw new PlumblineException(
          "a slice does not tell how deep a task must be asked; name the iterations");
    }
    answer(task, slice, sweep.sweep(), sink, listener);
  }

  private void answer(
      PreparedTask task, Slice slice, Sweep asked, SampleSink sink, SweepListener listener) {
    List<SweepPoint> points = asked.points();
    // A document that lacks some points is asked at all: one pass gives them anyway.
    Map<DocumentId, Question> open =
        task.questions().stream()
            .filter(q -> slice.contains(q.document()) && sink.lacks(q.document(), points))
            .collect(
                Collectors.toMap(
                    Question::document, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    Map<DocumentId, String> failed = new LinkedHashMap<>(task.unaskable());
    failed
        .keySet()
        .removeIf(document -> !slice.contains(document) || !sink.lacks(document, points));
    if (!open.isEmpty() || !failed.isEmpty()) {
      listener.asking(task, (open.size() + failed.size()) * points.size());
    }
    Keeper keeper = new Keeper(sink, listener);
    failed.forEach(
        (document, error) ->
            points.forEach(
                point ->
                    keeper.keep(
                        new Sample(new SampleId(document, point), new Outcome.Failed(error)),
                        Usage.NONE)));
    Repeats repeats = new Repeats(task.repeats(), open.values());
    Map<SweepPoint, Cost> costs =
        model()
            .answer(
                repeats.requests(),
                asked,
                (request, point, answer, usage) ->
                    repeats
                        .add(request, point, answer, usage)
                        .ifPresent(
                            whole ->
                                keeper.keepWhenJudged(
                                    new SampleId(request.document(), point),
                                    judge.judge(task, open.get(request.document()), whole.answer()),
                                    whole.answer().recorded(),
                                    whole.usage())));
    keeper.await();
    speculated.merge(task.task().name(), model().speculated(), SpeculationResult::plus);
    costs.forEach(
        (point, cost) ->
            seconds.merge(new TaskPoint(task.task().name(), point), cost.seconds(), Double::sum));
  }

  private PreparedTask task(String name) {
    return sweep.tasks().stream()
        .filter(task -> task.task().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " is no task of this sweep"));
  }

  /** The points that a task is asked at. */
  private List<SweepPoint> points(String task) {
    List<SweepPoint> all = sweep.sweep().points();
    if (sweep.saturation().isEmpty()) {
      return all;
    }
    if (!found.containsKey(task)) {
      throw new PlumblineException(
          "the run cannot be finished: %s was not answered here".formatted(task));
    }
    SweepPoint deepest = found.get(task).deepest();
    return all.stream().filter(point -> point.compareTo(deepest) <= 0).toList();
  }

  /** Wall seconds of the model since this was asked last. */
  Map<TaskPoint, Double> takeSeconds() {
    Map<TaskPoint, Double> taken = Map.copyOf(seconds);
    seconds.clear();
    return taken;
  }

  /**
   * Finishes a run whose samples are all there, whoever answered them.
   *
   * @param command the command line that repeats the run; empty where there is none
   * @throws PlumblineException if an answer is missing; the journal stays
   */
  public Run finish(RunWriter writer, String command) {
    requireWhole(writer);
    List<Manifest.Task> described = new ArrayList<>();
    Map<String, Map<TaskPoint, Double>> executors =
        cluster.map(ClusterAnswers::seconds).orElse(Map.of());
    executors.values().forEach(took -> took.forEach((p, s) -> seconds.merge(p, s, Double::sum)));
    Map<TaskPoint, Cost> costs = new LinkedHashMap<>();
    SortedSet<SweepPoint> points = new TreeSet<>();
    for (PreparedTask task : sweep.tasks()) {
      String name = task.task().name();
      Manifest.Task whole = DescribedTask.of(task, task.documents().size(), writer.truncated(name));
      described.add(Optional.ofNullable(found.get(name)).map(whole::withDepth).orElse(whole));
      points.addAll(points(name));
      for (SweepPoint point : points(name)) {
        TaskPoint place = new TaskPoint(name, point);
        Usage usage = writer.usage(place);
        if (usage.allTokens() > 0) {
          costs.put(
              place,
              new Cost(
                  sweep
                      .bundle()
                      .description()
                      .model()
                      .flopsPerToken(
                          point, usage.allTokens(), usage.allVisibleKeys(), usage.work()),
                  usage.allTokens(),
                  seconds.getOrDefault(place, 0.0)));
        }
      }
    }
    Manifest manifest =
        new Manifest(
                command,
                started,
                now(),
                sweep.plan().seed(),
                List.copyOf(points),
                BundleFacts.of(sweep.bundle()),
                described,
                cluster.map(ClusterAnswers::versions).orElseGet(Versions::ofThisProcess),
                StatedPlan.of(sweep.plan(), execution))
            .withGroups(sweep.groups().stream().map(DescribedGroup::of).toList());
    Run run;
    try (TokenTexts texts = TokenTexts.of(sweep.bundle())) {
      run =
          writer.finish(
              manifest, sweep.questions(), costs, executors, texts::text, this::aggregated);
    }
    if (execution.speculation().isPresent()) {
      SpeculationCsv.write(speculated, run.folder().resolve(Run.SPECULATION));
    }
    return run;
  }

  /** A function that fails costs its score alone, as the samples hold all that it is made of. */
  private OptionalDouble aggregated(CurveId curve, SweepPoint point, List<String> items) {
    try {
      double value = task(curve.task()).aggregated(curve.score(), items);
      if (Double.isFinite(value)) {
        return OptionalDouble.of(value);
      }
      unscored.add("%s has no value: its function gives %s".formatted(curve.at(point), value));
    } catch (PlumblineException e) {
      unscored.add("%s has no value: %s".formatted(curve.at(point), e.getMessage()));
    }
    return OptionalDouble.empty();
  }

  /** Scores that the functions of tasks did not make, with the reason, a line each. */
  public List<String> unscored() {
    return List.copyOf(unscored);
  }

  private void requireWhole(RunWriter writer) {
    List<SampleId> missing = new ArrayList<>();
    for (DocumentId document : sweep.documents()) {
      for (SweepPoint point : points(document.task())) {
        SampleId sample = new SampleId(document, point);
        if (!writer.isAnswered(sample)) {
          missing.add(sample);
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new PlumblineException(
          "the run cannot be finished: %d answers are missing, the first is %s"
              .formatted(missing.size(), missing.get(0)));
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Ends profiling: where the time went, longest first; see {@link Execution#profile}. */
  public List<OperatorTime> profile() {
    return model().profile();
  }

  @Override
  public void close() {
    sweep.tasks().forEach(PreparedTask::close);
    programs.ifPresent(CodeJudge::close);
    model.ifPresent(RecurrentModel::close);
  }
}
