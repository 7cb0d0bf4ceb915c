package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.DocumentLine;
import dev.plumbline.results.Reading;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleOutcome;
import dev.plumbline.runner.Answer;
import dev.plumbline.runner.RecurrentModel;
import dev.plumbline.runner.Request;
import dev.plumbline.runner.Sampling;
import dev.plumbline.runner.Sweep;
import dev.plumbline.runner.Usage;
import dev.plumbline.tasks.GenerationDefaults;
import dev.plumbline.tasks.Judgement;
import dev.plumbline.tasks.PreparedTask;
import dev.plumbline.tasks.Question;
import dev.plumbline.tasks.Reply;
import dev.plumbline.tasks.code.CodeJudge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;

/**
 * The main job: asks a model every question of a task at every depth of a sweep, has the answers
 * judged, and writes the samples.
 */
final class Evaluator {
  private final RecurrentModel model;
  private final Sweep sweep;
  private final GenerationArguments generation;
  private final long seed;
  private final Optional<CodeJudge> programs;
  private final Interruption interruption;

  /**
   * @param seed of sampled generations
   * @param programs who executes generated programs; absent where they must not run
   */
  Evaluator(
      RecurrentModel model,
      Sweep sweep,
      GenerationArguments generation,
      long seed,
      Interruption interruption,
      Optional<CodeJudge> programs) {
    this.programs = programs;
    this.model = model;
    this.sweep = sweep;
    this.generation = generation;
    this.seed = seed;
    this.interruption = interruption;
  }

  /**
   * Writes one sample for each question and depth, as answers come; those that the run has already
   * are not asked again.
   *
   * @return what this process spent, by iterations
   */
  Map<Integer, Usage> evaluate(
      PreparedTask task, RunWriter writer, IntFunction<Runnable> progress) {
    String name = task.task().name();
    // A document that lacks some depths is asked at all: one pass gives them anyway.
    List<Question> open =
        task.questions().stream().filter(q -> lacks(writer, name, q.docId())).toList();
    List<Integer> failed =
        task.unaskable().keySet().stream().filter(docId -> lacks(writer, name, docId)).toList();
    Runnable shown =
        open.isEmpty() && failed.isEmpty()
            ? () -> {}
            : progress.apply((open.size() + failed.size()) * sweep.iterations().size());
    for (int docId : failed) {
      SampleOutcome outcome = new SampleOutcome.Failed(task.unaskable().get(docId));
      for (int r : sweep.iterations()) {
        append(writer, new Sample(name, docId, r, outcome), Reading.NONE);
        shown.run();
      }
    }
    List<CompletableFuture<Void>> executing = new ArrayList<>();
    Map<Integer, Usage> usage =
        model.answer(
            open.stream().map(question -> request(name, question, task.sharedPrefix())).toList(),
            sweep,
            (index, iterations, answer, read) -> {
              Question question = open.get(index);
              Reading reading =
                  new Reading(
                      read.tokens(), read.visibleKeys(), read.sharedTokens(), read.truncated());
              CompletableFuture<Void> kept =
                  judge(task, question, answer)
                      .thenAccept(
                          outcome -> {
                            append(
                                writer,
                                new Sample(name, question.docId(), iterations, outcome),
                                reading);
                            synchronized (shown) {
                              shown.run();
                            }
                          });
              if (kept.isDone()) {
                await(kept);
              } else {
                executing.add(kept);
              }
              // A full disk shall end the run now, not when the model is through.
              executing.stream()
                  .filter(CompletableFuture::isCompletedExceptionally)
                  .forEach(Evaluator::await);
            });
    // Programs run beside the model; a sample is kept once its program has a verdict.
    executing.forEach(Evaluator::await);
    return usage;
  }

  private boolean lacks(RunWriter writer, String task, int docId) {
    return sweep.iterations().stream().anyMatch(r -> !writer.isAnswered(task, docId, r));
  }

  private void append(RunWriter writer, Sample sample, Reading reading) {
    if (!writer.isAnswered(sample.task(), sample.docId(), sample.iterations())) {
      interruption.step(() -> writer.append(sample, reading));
    }
  }

  private Request request(String task, Question question, String sharedPrefix) {
    String prefix = question.context().startsWith(sharedPrefix) ? sharedPrefix : "";
    if (question instanceof Question.Choice choice) {
      return new Request.Loglikelihood(choice.context(), choice.continuations(), prefix);
    }
    GenerationDefaults settings = ((Question.Generation) question).settings();
    Sampling sampling = generation.sampling(settings, seed, task, question.docId());
    return new Request.Generation(
        question.context(), settings.until(), generation.maxTokens(settings), sampling, prefix);
  }

  /** What went wrong, such as with the writer, goes on as it is. */
  private static void await(CompletableFuture<Void> work) {
    try {
      work.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Complete at once, but for programs that have to be executed. */
  private CompletableFuture<SampleOutcome> judge(
      PreparedTask task, Question question, Answer answer) {
    try {
      if (programs.isPresent()
          && task.task().executesCode()
          && answer instanceof Answer.Generation generation) {
        return execute(task, question, generation.text());
      }
      return CompletableFuture.completedFuture(judged(task, question, answer));
    } catch (PlumblineException e) {
      return CompletableFuture.completedFuture(new SampleOutcome.Failed(e.getMessage()));
    }
  }

  private CompletableFuture<SampleOutcome> execute(
      PreparedTask task, Question question, String text) {
    Map<String, String> filtered = task.judge(question, new Reply.Text(text)).filtered();
    String solution = filtered.values().iterator().next();
    return programs
        .orElseThrow()
        .judge(ProgramScores.program(task, question, solution))
        .thenApply(
            judged ->
                ProgramScores.outcome(
                    task,
                    question,
                    List.of(ProgramScores.attempt(text, filtered, judged)),
                    List.of(1)))
        .exceptionally(Evaluator::notExecuted);
  }

  /** A sandbox that did not start says nothing about the program. */
  static SampleOutcome notExecuted(Throwable e) {
    Throwable cause = e instanceof CompletionException ? e.getCause() : e;
    if (cause instanceof PlumblineException) {
      return new SampleOutcome.Failed(cause.getMessage());
    }
    throw e instanceof CompletionException known ? known : new CompletionException(e);
  }

  private static SampleOutcome judged(PreparedTask task, Question question, Answer answer) {
    if (answer instanceof Answer.Failed failed) {
      return new SampleOutcome.Failed(failed.error());
    }
    if (answer instanceof Answer.Loglikelihoods scores) {
      Reply reply =
          new Reply.Loglikelihoods(
              scores.sums().stream().map(Float::doubleValue).toList(), scores.greedy());
      return outcome(
          task.judge(question, reply),
          new dev.plumbline.results.Answer.MultipleChoice(scores.sums(), scores.greedy()),
          question.target());
    }
    String text = ((Answer.Generation) answer).text();
    Judgement judgement = task.judge(question, new Reply.Text(text));
    return outcome(
        judgement,
        new dev.plumbline.results.Answer.Generation(text, judgement.filtered()),
        question.target());
  }

  private static SampleOutcome outcome(
      Judgement judgement, dev.plumbline.results.Answer answer, String target) {
    return judgement.parsed()
        ? new SampleOutcome.Scored(judgement.metrics(), answer, target)
        : new SampleOutcome.Unparsed(judgement.metrics(), answer, target);
  }

  /** What was asked, as it is kept in the run. */
  static DocumentLine document(String task, Question question) {
    DocumentLine.Request request =
        question instanceof Question.Choice choice
            ? new DocumentLine.Request.Loglikelihood(choice.continuations())
            : new DocumentLine.Request.GenerateUntil(((Question.Generation) question).until());
    return new DocumentLine(task, question.docId(), question.context(), request, question.target());
  }
}
