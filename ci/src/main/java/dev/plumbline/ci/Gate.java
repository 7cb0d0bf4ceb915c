package dev.plumbline.ci;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks whether a run is as good as it must be. */
public final class Gate {

  /**
   * Checks every rule at every point it is about, however many fail.
   *
   * @param baseline absent where no rule needs one
   * @throws PlumblineException if a rule is about a point that the run or the baseline lacks, or
   *     their documents are not the same: a misspelt gate must not pass
   */
  public static GateReport judge(Run run, Rules rules, Optional<Baseline> baseline) {
    return new Judgement(run, rules, baseline).report();
  }

  /** A threshold that does not hold, and the point that breaks it. */
  public record Failure(Threshold threshold, CurvePoint point) {

    /** One line: task, metric, r, the value with n and interval, and the minimum. */
    @Override
    public String toString() {
      String interval =
          point.ciLow().isEmpty()
              ? ""
              : String.format(
                  Locale.ROOT,
                  ", 95%% interval %.4f to %.4f",
                  point.ciLow().getAsDouble(),
                  point.ciHigh().getAsDouble());
      return String.format(
          Locale.ROOT,
          "%s is %s (n=%d%s), below the minimum of %s",
          Threshold.name(point),
          point.value(),
          point.n(),
          interval,
          threshold.minimum());
    }
  }

  /**
   * Every threshold that does not hold, in the order given; empty when the gate passes. The value
   * itself is compared; its interval is told, not tested.
   *
   * @throws PlumblineException if the curves lack the point of a threshold: a misspelt gate must
   *     not pass
   */
  public static List<Failure> check(List<CurvePoint> curves, List<Threshold> thresholds) {
    List<Failure> failures = new ArrayList<>();
    for (Threshold threshold : thresholds) {
      CurvePoint point =
          curves.stream()
              .filter(threshold::isAbout)
              .findFirst()
              .orElseThrow(() -> noSuchPoint(threshold, curves));
      if (point.value() < threshold.minimum()) {
        failures.add(new Failure(threshold, point));
      }
    }
    return List.copyOf(failures);
  }

  static PlumblineException noSuchPoint(Object rule, List<CurvePoint> curves) {
    return new PlumblineException(
        rule
            + ": the run has no such point; it has "
            + (curves.isEmpty()
                ? "none"
                : curves.stream().map(Threshold::name).collect(Collectors.joining(", "))));
  }

  private Gate() {}
}
