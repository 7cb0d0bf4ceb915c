package dev.plumbline.harness;

import dev.plumbline.results.DocumentLine;
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
import dev.plumbline.tasks.TaskException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /**
   * @param seed of sampled generations
   */
  Evaluator(RecurrentModel model, Sweep sweep, GenerationArguments generation, long seed) {
    this.model = model;
    this.sweep = sweep;
    this.generation = generation;
    this.seed = seed;
  }

  /**
   * What one task has cost, and what had to give.
   *
   * @param usage by iterations
   * @param truncatedPrompts documents whose prompt lost its left end to fit the block size
   */
  record Outcome(Map<Integer, Usage> usage, int truncatedPrompts) {}

  /** Writes one sample for each question and depth, as answers come. */
  Outcome evaluate(PreparedTask task, RunWriter writer, IntFunction<Runnable> progress) {
    List<Question> questions = task.questions();
    String name = task.task().name();
    Runnable shown = progress.apply(questions.size() * sweep.iterations().size());
    Set<Integer> truncated = new HashSet<>();
    Map<Integer, Usage> usage =
        model.answer(
            questions.stream()
                .map(question -> request(name, question, task.sharedPrefix()))
                .toList(),
            sweep,
            (index, iterations, answer, cut) -> {
              Question question = questions.get(index);
              writer.append(
                  new Sample(name, question.docId(), iterations, judge(task, question, answer)));
              if (cut) {
                truncated.add(question.docId());
              }
              shown.run();
            });
    return new Outcome(usage, truncated.size());
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

  private static SampleOutcome judge(PreparedTask task, Question question, Answer answer) {
    if (answer instanceof Answer.Failed failed) {
      return new SampleOutcome.Failed(failed.error());
    }
    try {
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
    } catch (TaskException e) {
      return new SampleOutcome.Failed(e.getMessage());
    }
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
