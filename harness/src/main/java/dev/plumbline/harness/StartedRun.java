package dev.plumbline.harness;

import dev.plumbline.results.paths.PathRun;
import dev.plumbline.runner.InitialState;
import dev.plumbline.runner.TestTimeNoise;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One run of a study of paths.
 *
 * @param name what it is called by
 */
record StartedRun(PathRun name, InitialState state, Optional<TestTimeNoise> noise) {

  /** The runs of a plan, those without noise first. */
  static List<StartedRun> of(PathPlan plan, boolean randomStart) {
    List<StartedRun> runs = new ArrayList<>();
    if (randomStart) {
      for (double scale : plan.scales().orElse(PathPlan.SCALES)) {
        List<Long> seeds = scale == 0 ? plan.seeds().subList(0, 1) : plan.seeds();
        seeds.forEach(
            seed -> runs.add(of("scale " + shortest(scale), seed, scale, Optional.empty())));
      }
    } else {
      runs.add(of("own start", plan.seeds().get(0), 1, Optional.empty()));
    }
    for (TestTimeNoise noise : plan.noises()) {
      plan.seeds()
          .forEach(seed -> runs.add(of(noise.label(), seed, 1, Optional.of(noise.withSeed(seed)))));
    }
    return runs;
  }

  private static StartedRun of(
      String starts, long seed, double scale, Optional<TestTimeNoise> noise) {
    return new StartedRun(new PathRun(starts, seed), new InitialState.Random(seed, scale), noise);
  }

  /** Without a fraction of zero. */
  private static String shortest(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : Double.toString(number);
  }
}
