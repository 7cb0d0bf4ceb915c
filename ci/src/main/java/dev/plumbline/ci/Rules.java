package dev.plumbline.ci;

import dev.plumbline.protocol.PlumblineException;
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
}
