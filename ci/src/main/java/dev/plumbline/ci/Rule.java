package dev.plumbline.ci;

import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.SweepPoint;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Something that must hold of a run. */
public sealed interface Rule {

  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(
      Function<Minimum, R> minimum,
      Function<NoLoss, R> noLoss,
      Function<Saturation, R> saturation,
      Function<Cost, R> cost);

  /** A value reaches its minimum; compared as it is, its interval is told. */
  record Minimum(Threshold threshold) implements Rule {
    @Override
    public <R> R match(
        Function<Minimum, R> minimum,
        Function<NoLoss, R> noLoss,
        Function<Saturation, R> saturation,
        Function<Cost, R> cost) {
      return minimum.apply(this);
    }
  }

  /**
   * No significant loss against the baseline, tested document by document.
   *
   * @param curve absent for every curve of the baseline
   * @param points empty for every point of the baseline
   * @param margin the loss that is tolerated, in the metric's own unit, 0 or more
   */
  record NoLoss(Optional<CurveId> curve, List<SweepPoint> points, double margin) implements Rule {
    public NoLoss {
      points = List.copyOf(points);
    }

    @Override
    public <R> R match(
        Function<Minimum, R> minimum,
        Function<NoLoss, R> noLoss,
        Function<Saturation, R> saturation,
        Function<Cost, R> cost) {
      return noLoss.apply(this);
    }
  }

  /**
   * The smallest r within a margin of the best r's value is no larger than a limit; read off the
   * curve, its interval is told.
   */
  record Saturation(CurveId curve, SweepPoint by, double margin) implements Rule {
    @Override
    public <R> R match(
        Function<Minimum, R> minimum,
        Function<NoLoss, R> noLoss,
        Function<Saturation, R> saturation,
        Function<Cost, R> cost) {
      return saturation.apply(this);
    }
  }

  /**
   * A token costs no more than so many percent more than in the baseline.
   *
   * @param task absent for every task of the baseline
   * @param points empty for every point of the baseline
   */
  record Cost(Optional<String> task, List<SweepPoint> points, Measure measure, double percent)
      implements Rule {
    public Cost {
      points = List.copyOf(points);
    }

    @Override
    public <R> R match(
        Function<Minimum, R> minimum,
        Function<NoLoss, R> noLoss,
        Function<Saturation, R> saturation,
        Function<Cost, R> cost) {
      return cost.apply(this);
    }
  }

  /** What a token may cost. */
  enum Measure {
    FLOPS_PER_TOKEN,
    SECONDS_PER_TOKEN;

    /** As rules and baselines name it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
