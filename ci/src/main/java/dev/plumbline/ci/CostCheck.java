package dev.plumbline.ci;

import dev.plumbline.ci.Rule.Measure;
import dev.plumbline.protocol.PlumblineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a token costs now against what it cost in the baseline. */
record CostCheck(Baseline baseline, Baseline now) {

  /**
   * A verdict for every task and depth the rule is about.
   *
   * @throws PlumblineException if nobody measured the cost of one, then or now
   */
  List<Judgement.Draft> verdicts(Rule.Cost rule) {
    List<TaskScores> tasks =
        rule.task()
            .map(
                name ->
                    List.of(
                        baseline
                            .task(name)
                            .orElseThrow(
                                () ->
                                    new PlumblineException(
                                        name + ": the baseline has no such task"))))
            .orElse(baseline.tasks());
    List<Judgement.Draft> verdicts = new ArrayList<>();
    for (TaskScores before : tasks) {
      for (int r : rule.iterations().isEmpty() ? before.iterations() : rule.iterations()) {
        verdicts.add(verdict(rule, before, r));
      }
    }
    return verdicts;
  }

  private Judgement.Draft verdict(Rule.Cost rule, TaskScores task, int r) {
    String subject = task.name() + "@" + r;
    double before =
        cost(Optional.of(task), rule.measure(), r)
            .orElseThrow(
                () ->
                    new PlumblineException(
                        "%s: the baseline has no %s%s"
                            .formatted(
                                subject,
                                rule.measure(),
                                rule.measure() == Measure.SECONDS_PER_TOKEN
                                    ? "; write it with plumbline baseline --with-seconds"
                                    : "; write a new one with plumbline baseline")));
    double after =
        cost(now.task(task.name()), rule.measure(), r)
            .orElseThrow(
                () ->
                    new PlumblineException(
                        "%s: the run has no %s; repeat it without a stop"
                            .formatted(subject, rule.measure())));
    double change = 100 * (after / before - 1);
    boolean holds = change <= rule.percent();
    String says =
        String.format(
            Locale.ROOT,
            "%s of %s is %s and was %s (%+.1f %%), %s %s %% more",
            rule.measure(),
            subject,
            Numbers.of(after),
            Numbers.of(before),
            change,
            holds ? "at most" : "above the allowed",
            Numbers.of(rule.percent()));
    return new Judgement.Draft(
        rule.measure().toString(), subject, task.name(), holds, says, List.of());
  }

  /** Absent where it is 0: seconds of a process that found every answer already there. */
  private static Optional<Double> cost(Optional<TaskScores> task, Measure measure, int r) {
    Map<Integer, Double> costs =
        task.map(t -> measure == Measure.FLOPS_PER_TOKEN ? t.flopsPerToken() : t.secondsPerToken())
            .orElse(Map.of());
    return Optional.ofNullable(costs.get(r)).filter(cost -> cost > 0);
  }
}
