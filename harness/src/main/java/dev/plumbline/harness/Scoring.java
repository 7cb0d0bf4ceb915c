package dev.plumbline.harness;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import dev.plumbline.tasks.AnswerJudge;
import dev.plumbline.tasks.DecodingOptions;
import dev.plumbline.tasks.ForeignSamples;
import dev.plumbline.tasks.PreparedTask;
import dev.plumbline.tasks.PromptOptions;
import dev.plumbline.tasks.Solution;
import dev.plumbline.tasks.Task;
import dev.plumbline.tasks.code.CodeJudge;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Judges programs that were generated elsewhere, and makes a run of their scores. */
public final class Scoring implements AutoCloseable {
  /** What made the generations is unknown; a run has iterations, and 1 is the plainest. */
  private static final SweepPoint POINT = SweepPoint.fixed(1);

  private final ScoringPlan plan;
  private final CodeJudge programs;
  private final PreparedTask task;
  private final Map<DocumentId, List<Solution>> solutions;
  private final String sha256;
  private final Instant started = now();

  private Scoring(
      ScoringPlan plan,
      CodeJudge programs,
      PreparedTask task,
      Map<DocumentId, List<Solution>> solutions) {
    this.plan = plan;
    this.programs = programs;
    this.task = task;
    this.solutions = solutions;
    this.sha256 = Sha256.of(plan.samples());
  }

  /**
   * Reads the task and the samples.
   *
   * @throws PlumblineException for a task that is no code task, samples that do not fit it, or
   *     where programs must not or cannot run
   */
  public static Scoring open(ScoringPlan plan) {
    CodeJudge programs =
        plan.code()
            .judge()
            .orElseThrow(
                () ->
                    new PlumblineException(
                        "scoring executes the programs in the file; give --allow-code to let them"
                            + " run in a sandbox"));
    try {
      PreparedTask task = prepared(plan);
      if (!task.task().executesCode()) {
        throw new PlumblineException(
            plan.task() + ": is not a code task, so there is nothing to execute");
      }
      Map<DocumentId, List<Solution>> solutions = ForeignSamples.read(plan.samples(), task);
      requireEnough(plan, task, solutions);
      return new Scoring(plan, programs, task, solutions);
    } catch (RuntimeException e) {
      programs.close();
      throw e;
    }
  }

  private static PreparedTask prepared(ScoringPlan plan) {
    Task task = plan.sources().registry().select(List.of(plan.task())).get(0);
    return PreparedTask.of(
        task,
        plan.sources().datasets(),
        PromptOptions.defaults(),
        DecodingOptions.defaults(),
        plan.sources().code(),
        Optional.empty());
  }

  private static void requireEnough(
      ScoringPlan plan, PreparedTask task, Map<DocumentId, List<Solution>> solutions) {
    int missing = task.questions().size() - solutions.size();
    if (solutions.isEmpty() || (missing > 0 && !plan.partial())) {
      throw new PlumblineException(
          "%s: %d of %s's %d tasks are not attempted; add them, or give --partial to score the rest"
              .formatted(plan.samples(), missing, plan.task(), task.questions().size()));
    }
    int fewest = solutions.values().stream().mapToInt(List::size).min().orElseThrow();
    for (int k : plan.ks()) {
      if (k < 1 || k > fewest) {
        throw new PlumblineException(
            "--k %d: pass@k needs a k from 1 to the fewest programs of a task, which is %d in %s"
                .formatted(k, fewest, plan.samples()));
      }
    }
  }

  /** The documents that have samples. */
  public List<Question> questions() {
    return task.questions().stream()
        .filter(question -> solutions.containsKey(question.document()))
        .toList();
  }

  /** Begins a run, or goes on with an unfinished one of the same plan. */
  public RunWriter begin(Path folder, boolean overwrite) {
    return RunWriter.open(
        folder, overwrite, RunSettings.of(plan.configuration(), sha256, List.of(task)));
  }

  private List<Question> open(RunWriter writer) {
    return questions().stream()
        .filter(question -> !writer.isAnswered(new SampleId(question.document(), POINT)))
        .toList();
  }

  /** How many programs there are still to execute. */
  public int programs(RunWriter writer) {
    return open(writer).stream().mapToInt(q -> solutions.get(q.document()).size()).sum();
  }

  /**
   * Executes the programs that the run has no verdicts of.
   *
   * @param judged told of each verdict, one at a time
   */
  public void judge(RunWriter writer, Runnable judged) {
    AnswerJudge judge = new AnswerJudge(Optional.of(programs));
    Runnable told =
        () -> {
          synchronized (this) {
            judged.run();
          }
        };
    Map<Question, CompletableFuture<Outcome>> running = new LinkedHashMap<>();
    for (Question question : open(writer)) {
      running.put(
          question,
          judge.judge(task, question, solutions.get(question.document()), plan.ks(), told));
    }
    running.forEach(
        (question, outcome) ->
            writer.append(
                new Sample(new SampleId(question.document(), POINT), Keeper.await(outcome)),
                Usage.NONE));
  }

  /**
   * Finishes the run.
   *
   * @param command the command line that repeats it; empty where there is none
   */
  public Run finish(RunWriter writer, String command) {
    List<Question> asked = questions();
    Manifest manifest =
        new Manifest(
            command,
            started,
            now(),
            0,
            List.of(POINT),
            // In place of a model: the file of its generations.
            new Manifest.Bundle(plan.samples().getFileName().toString(), sha256),
            List.of(DescribedTask.of(task, asked.size(), 0)),
            Versions.ofThisProcess(),
            plan.configuration());
    return writer.finish(manifest, asked, Map.of());
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public void close() {
    programs.close();
  }
}
