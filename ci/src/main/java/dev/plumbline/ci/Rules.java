package dev.plumbline.ci;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.CurveSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a gate checks.
 *
 * @param alpha how likely the whole gate may be to report a loss where nothing changed but chance;
 *     Holm's correction spreads it over all points that are tested for losses
 */
public record Rules(double alpha, List<Rule> rules) {
  public static final double DEFAULT_ALPHA = 0.05;

  public Rules {
    rules = List.copyOf(rules);
    if (!(alpha > 0 && alpha < 1)) {
      throw new PlumblineException(
          "alpha is " + alpha + "; it must lie between 0 and 1, such as 0.05");
    }
  }

  /** None, to add thresholds to. */
  public static Rules none() {
    return new Rules(DEFAULT_ALPHA, List.of());
  }

  /** No loss at any point of the baseline: what is checked where no rule says otherwise. */
  public static Rules noLoss() {
    return new Rules(DEFAULT_ALPHA, List.of(new Rule.NoLoss(Optional.empty(), List.of(), 0)));
  }

  public Rules plus(List<Threshold> thresholds) {
    List<Rule> all = new ArrayList<>(rules);
    thresholds.forEach(threshold -> all.add(new Rule.Minimum(threshold)));
    return new Rules(alpha, all);
  }

  /**
   * What is checked of some curves alone. A cost is a task's: it is checked where one of the task's
   * curves is.
   *
   * @throws PlumblineException if nothing is left to check
   */
  public Rules only(CurveSelection selection, Optional<Baseline> baseline) {
    if (selection.isAll()) {
      return this;
    }
    List<Rule> kept = new ArrayList<>();
    for (Rule rule : rules) {
      kept.addAll(
          rule.<List<Rule>>match(
              minimum ->
                  selection.admits(minimum.threshold().curve()) ? List.of(minimum) : List.of(),
              noLoss -> only(noLoss, selection, baseline),
              saturation -> selection.admits(saturation.curve()) ? List.of(saturation) : List.of(),
              cost -> only(cost, selection, baseline)));
    }
    if (kept.isEmpty()) {
      throw new PlumblineException(
          "nothing to check: no rule, and nothing in the baseline, is about the curves that --task"
              + " and --metric name");
    }
    return new Rules(alpha, kept);
  }

  private static List<Rule> only(
      Rule.NoLoss rule, CurveSelection selection, Optional<Baseline> baseline) {
    if (rule.curve().isPresent()) {
      return selection.admits(rule.curve().get()) ? List.of(rule) : List.of();
    }
    // Without a baseline the rule stays, to be refused.
    return baseline
        .<List<Rule>>map(
            before ->
                before.curves().stream()
                    .filter(selection::admits)
                    .<Rule>map(
                        curve -> new Rule.NoLoss(Optional.of(curve), rule.points(), rule.margin()))
                    .toList())
        .orElse(List.of(rule));
  }

  private static List<Rule> only(
      Rule.Cost rule, CurveSelection selection, Optional<Baseline> baseline) {
    if (rule.task().isPresent()) {
      boolean compared =
          baseline
              .filter(before -> before.task(rule.task().get()).isPresent())
              .map(before -> admitted(before, selection).contains(rule.task().get()))
              .orElse(selection.tasks().isEmpty() || selection.tasks().contains(rule.task().get()));
      return compared ? List.of(rule) : List.of();
    }
    return baseline
        .<List<Rule>>map(
            before ->
                admitted(before, selection).stream()
                    .<Rule>map(
                        task ->
                            new Rule.Cost(
                                Optional.of(task), rule.points(), rule.measure(), rule.percent()))
                    .toList())
        .orElse(List.of(rule));
  }

  private static List<String> admitted(Baseline baseline, CurveSelection selection) {
    return baseline.curves().stream()
        .filter(selection::admits)
        .map(CurveId::task)
        .distinct()
        .toList();
  }
}
