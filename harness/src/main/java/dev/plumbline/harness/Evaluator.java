package dev.plumbline.harness;

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
import dev.plumbline.tasks.TaskException;
import java.util.List;
import java.util.Map;
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
  private final Interruption interruption;

  /**
   * @param seed of sampled generations
   */
  Evaluator(
      RecurrentModel model,
      Sweep sweep,
      GenerationArguments generation,
      long seed,
      Interruption interruption) {
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
    return model.answer(
        open.stream().map(question -> request(name, question, task.sharedPrefix())).toList(),
        sweep,
        (index, iterations, answer, read) -> {
          Question question = open.get(index);
          append(
              writer,
              new Sample(name, question.docId(), iterations, judge(task, question, answer)),
              new Reading(
                  read.tokens(), read.visibleKeys(), read.sharedTokens(), read.truncated()));
          shown.run();
        });
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
