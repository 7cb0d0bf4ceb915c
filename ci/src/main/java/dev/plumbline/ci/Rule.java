package dev.plumbline.ci;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Something that must hold of a run. */
public sealed interface Rule {

  /** A value reaches its minimum; compared as it is, its interval is told. */
  record Minimum(Threshold threshold) implements Rule {}

  /**
   * No significant loss against the baseline, tested document by document.
   *
   * @param curve absent for every curve of the baseline
   * @param iterations empty for every r of the baseline
   * @param margin the loss that is tolerated, in the metric's own unit, 0 or more
   */
  record NoLoss(Optional<CurveName> curve, List<Integer> iterations, double margin)
      implements Rule {
    public NoLoss {
      iterations = List.copyOf(iterations);
    }
  }

  /**
   * The smallest r within a margin of the best r's value is no larger than a limit; read off the
   * curve, its interval is told.
   */
  record Saturation(CurveName curve, int by, double margin) implements Rule {}

  /**
   * A token costs no more than so many percent more than in the baseline.
   *
   * @param task absent for every task of the baseline
   * @param iterations empty for every r of the baseline
   */
  record Cost(Optional<String> task, List<Integer> iterations, Measure measure, double percent)
      implements Rule {
    public Cost {
      iterations = List.copyOf(iterations);
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
