package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.TestTimeNoise;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What is asked over and over from other starts.
 *
 * @param sweep from its own random start and without noise; its seed is that of sampling alone
 * @param seeds of starts and of noise, at least one, none twice
 * @param scales of the random start, at least one, none twice; a scale of 0 is one start, whatever
 *     the seed. Absent: {@link #SCALES}, where the model has a random start
 * @param noises each with every seed, from a start of scale 1
 */
public record PathPlan(
    SweepPlan sweep, List<Long> seeds, Optional<List<Double>> scales, List<TestTimeNoise> noises) {
  /** Zeros, as in training, and farther out. */
  public static final List<Double> SCALES = List.of(0.0, 1.0, 3.0);

  public static final List<Long> SEEDS = List.of(0L, 1L, 2L, 3L, 4L);

  public PathPlan {
    seeds = List.copyOf(seeds);
    scales = scales.map(List::copyOf);
    noises = List.copyOf(noises);
    if (!sweep.start().equals(StartState.random()) || sweep.noise().isPresent()) {
      throw new IllegalArgumentException("starts and noise are the study's own to choose");
    }
    requireDistinct("--seeds", seeds);
    requireDistinct("--scales", scales.orElse(SCALES));
    requireDistinct("--noise", noises.stream().map(TestTimeNoise::label).toList(), 0);
  }

  /** Five seeds and three scales, without noise. */
  public static PathPlan of(SweepPlan sweep) {
    return new PathPlan(sweep, SEEDS, Optional.empty(), List.of());
  }

  private static void requireDistinct(String option, List<?> values) {
    requireDistinct(option, values, 1);
  }

  private static void requireDistinct(String option, List<?> values, int least) {
    if (values.size() < least || new HashSet<>(values).size() < values.size()) {
      throw new PlumblineException(
          option + " needs values that differ, at least one, got " + values);
    }
  }
}
