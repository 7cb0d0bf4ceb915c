package dev.plumbline.ci;

import dev.plumbline.ci.Rule.Measure;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SweepPoint;
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
  List<Draft> verdicts(Rule.Cost rule) {
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
    List<Draft> verdicts = new ArrayList<>();
    for (TaskScores before : tasks) {
      for (SweepPoint point : rule.points().isEmpty() ? before.points() : rule.points()) {
        verdicts.add(verdict(rule, before, point));
      }
    }
    return verdicts;
  }

  private Draft verdict(Rule.Cost rule, TaskScores task, SweepPoint point) {
    String subject = task.name() + "@" + point.label();
    double before =
        cost(Optional.of(task), rule.measure(), point)
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
        cost(now.task(task.name()), rule.measure(), point)
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
    return new Draft(rule.measure().toString(), subject, task.name(), holds, says, List.of());
  }

  /** Absent where it is 0: seconds of a process that found every answer already there. */
  private static Optional<Double> cost(
      Optional<TaskScores> task, Measure measure, SweepPoint point) {
    Map<SweepPoint, Double> costs =
        task.map(t -> measure == Measure.FLOPS_PER_TOKEN ? t.flopsPerToken() : t.secondsPerToken())
            .orElse(Map.of());
    return Optional.ofNullable(costs.get(point)).filter(cost -> cost > 0);
  }
}
