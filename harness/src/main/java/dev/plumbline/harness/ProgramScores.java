package dev.plumbline.harness;

import dev.plumbline.results.Answer;
import dev.plumbline.results.SampleOutcome;
import dev.plumbline.tasks.MetricKey;
import dev.plumbline.tasks.PassAtK;
import dev.plumbline.tasks.PreparedTask;
import dev.plumbline.tasks.Question;
import dev.plumbline.tasks.code.Judged;
import dev.plumbline.tasks.code.Program;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** From a document's generations to programs, and from their verdicts to its score. */
final class ProgramScores {
  private ProgramScores() {}

  /** A solution with its document's tests, as official scorers put them together. */
  static Program program(PreparedTask task, Question question, String solution) {
    Object setup = task.row(question).get("test_setup_code");
    return new Program(solution, Objects.toString(setup, ""), question.target());
  }

  static Answer.Attempt attempt(String generation, Map<String, String> filtered, Judged judged) {
    return new Answer.Attempt(
        generation, filtered, judged.verdict().passed(), judged.verdict().text(), judged.flags());
  }

  /**
   * Pass@k for every k, under the names that lm-evaluation-harness gives the task's metrics.
   *
   * @param ks none above the number of attempts
   */
  static SampleOutcome outcome(
      PreparedTask task, Question question, List<Answer.Attempt> attempts, List<Integer> ks) {
    int right = (int) attempts.stream().filter(Answer.Attempt::passed).count();
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (MetricKey metric : task.task().metrics()) {
      for (int k : ks) {
        String name = metric.metric().replaceFirst("1$", Integer.toString(k));
        metrics.put(
            new MetricKey(name, metric.filter(), metric.higherIsBetter()).key(),
            PassAtK.estimate(attempts.size(), right, k));
      }
    }
    return new SampleOutcome.Scored(metrics, new Answer.Programs(attempts), question.target());
  }
}
