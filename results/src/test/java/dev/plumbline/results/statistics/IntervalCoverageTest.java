package dev.plumbline.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.results.Interval;
import dev.plumbline.results.StudentisedBootstrap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often intervals hold the truth: summed over every outcome for right and wrong, simulated for
 * what is resampled. {@code PLUMBLINE_SIMULATIONS=2000} gives the tables of docs/statistics.md.
 */
class IntervalCoverageTest {

  @ParameterizedTest
  @CsvSource({
    "100, .1", "100, .2", "100, .3", "100, .5", "100, .7", "100, .9",
    "500, .1", "500, .2", "500, .3", "500, .5", "500, .7", "500, .9"
  })
  void wilsonsHoldsTheTruthAsOftenAsItSays(int n, double p) {
    BinomialDistribution right = BinomialDistribution.of(n, p);
    double held = 0;
    for (int k = 0; k <= n; k++) {
      held += holds(Interval.wilson(k, n), p) ? right.probability(k) : 0;
    }
    told("Wilson", n, "p=" + p, held);
    assertThat(held).isBetween(0.93, 0.97);
  }

  /** The share of flips and the difference are the true ones. */
  @ParameterizedTest
  @CsvSource({
    "100, .1, 0", "100, .1, .05", "100, .2, 0", "100, .2, .1", "100, .4, 0", "100, .4, .2",
    "500, .02, 0", "500, .05, 0", "500, .05, .03", "500, .1, 0", "500, .1, .03", "500, .4, .1"
  })
  void tangosHoldsTheDifferenceAsOftenAsItSays(int n, double flipped, double difference) {
    double held = tango(n, flipped, difference);
    told("Tango", n, "flipped=" + flipped + " difference=" + difference, held);
    assertThat(held).isBetween(0.93, 0.97);
  }

  /** Where next to nothing flips, the interval holds the truth more often than it says. */
  @ParameterizedTest
  @CsvSource({"100, .01, 0", "100, .03, 0", "100, .05, .03", "500, .004, 0", "500, .01, .005"})
  void tangosIsCautiousWhereFewFlip(int n, double flipped, double difference) {
    double held = tango(n, flipped, difference);
    told("Tango, few", n, "flipped=" + flipped + " difference=" + difference, held);
    assertThat(held).isGreaterThan(0.93);
  }

  private static double tango(int n, double flipped, double difference) {
    double gained = (flipped + difference) / 2;
    double lost = flipped - gained;
    BinomialDistribution gains = BinomialDistribution.of(n, gained);
    double held = 0;
    for (int g = 0; g <= n; g++) {
      if (gains.probability(g) < 1e-9) {
        continue;
      }
      BinomialDistribution losses = BinomialDistribution.of(n - g, lost / (1 - gained));
      for (int l = 0; l <= n - g; l++) {
        double probability = gains.probability(g) * losses.probability(l);
        if (probability > 1e-9 && holds(new PairedProportions(l, g, n).interval(), difference)) {
          held += probability;
        }
      }
    }
    return held;
  }

  /** A small part of what the docs tell, for every build. */
  @Test
  void studentisedHoldsTheMeanDifference() {
    double held =
        studentised(
            "normal", 200, 0.02, 200, r -> r.nextDouble() < 0.5 ? 0.04 + gauss(r) * 0.2 : 0);
    assertThat(held).isBetween(0.9, 0.99);
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "PLUMBLINE_SIMULATIONS", matches = "\\d+")
  void studentisedHoldsMeansOfManyKinds() {
    int simulations = Integer.parseInt(System.getenv("PLUMBLINE_SIMULATIONS"));
    for (int n : new int[] {50, 100, 500}) {
      // Half of the documents change by a normal amount; or all do, and by skewed amounts.
      assertThat(
              studentised(
                  "normal",
                  n,
                  0.02,
                  simulations,
                  r -> r.nextDouble() < 0.5 ? 0.04 + gauss(r) * 0.2 : 0))
          .isGreaterThan(0.9);
      assertThat(
              studentised(
                  "log-normal", n, 0.2, simulations, r -> logNormal(r) * 0.2 / Math.exp(0.5)))
          .isGreaterThan(0.9);
      for (int changed : new int[] {5, 10, 20, 40}) {
        for (double gained : new double[] {0.5, 1}) {
          double share = (double) changed / n;
          studentised(
              changed + " change, gained=" + gained,
              n,
              share * (2 * gained - 1) / 2,
              simulations,
              r ->
                  r.nextDouble() < share ? r.nextDouble() * (r.nextDouble() < gained ? 1 : -1) : 0);
        }
      }
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "PLUMBLINE_SIMULATIONS", matches = "\\d+")
  void studentisedHoldsTheArea() {
    int simulations = Integer.parseInt(System.getenv("PLUMBLINE_SIMULATIONS"));
    for (List<Double> curve :
        List.of(
            List.of(.28, .35, .52, .72, .95, .95),
            List.of(.5, .5, .5, .5, .5, .5),
            List.of(.1, .1, .12, .14, .15, .15))) {
      for (int n : new int[] {100, 500}) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(9);
        double truth = 0;
        for (int i = 1; i < curve.size(); i++) {
          truth += (curve.get(i - 1) + curve.get(i)) / 2 / (curve.size() - 1);
        }
        Tally tally = new Tally();
        for (int i = 0; i < simulations; i++) {
          tally.count(
              Area.of(new MadeUpSweep(curve, 0.7).table(n, random)).orElseThrow().interval(),
              truth);
        }
        tally.tell("area", n, curve.toString());
        assertThat(tally.held()).isGreaterThan(0.9);
      }
    }
  }

  /** How often the graded loss test alarms where the loss is the margin itself. */
  @Test
  @EnabledIfEnvironmentVariable(named = "PLUMBLINE_SIMULATIONS", matches = "\\d+")
  void gradedLossTestAlarmsAsOftenAsAlpha() {
    int simulations = Integer.parseInt(System.getenv("PLUMBLINE_SIMULATIONS"));
    for (int n : new int[] {50, 100, 500}) {
      for (double share : new double[] {0.05, 0.2, 1}) {
        for (double margin : new double[] {0, 0.01}) {
          UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(5);
          int alarms = 0;
          for (int i = 0; i < simulations; i++) {
            double[] excess =
                random
                    .doubles(n)
                    .map(u -> u < share ? margin / share + (random.nextDouble() - 0.5) * 0.6 : 0)
                    .map(loss -> loss - margin)
                    .toArray();
            alarms += SignFlips.oneSided(excess) <= 0.05 ? 1 : 0;
          }
          told(
              "graded loss alarms",
              n,
              "changed=" + share + " margin=" + margin,
              (double) alarms / simulations);
        }
      }
    }
  }

  private static double gauss(UniformRandomProvider random) {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }

  private static double logNormal(UniformRandomProvider random) {
    return LogNormalDistribution.of(0, 1).inverseCumulativeProbability(random.nextDouble());
  }

  private static double studentised(
      String name,
      int n,
      double truth,
      int simulations,
      ToDoubleFunction<UniformRandomProvider> draw) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(5);
    Tally tally = new Tally();
    for (int i = 0; i < simulations; i++) {
      double[] values = new double[n];
      for (int v = 0; v < n; v++) {
        values[v] = draw.applyAsDouble(random);
      }
      tally.count(StudentisedBootstrap.interval(values), truth);
    }
    tally.tell("studentised", n, name);
    return tally.held();
  }

  private static final class Tally {
    private int simulated;
    private int given;
    private int held;

    void count(Optional<Interval> interval, double truth) {
      simulated++;
      given += interval.isPresent() ? 1 : 0;
      held += interval.isPresent() && holds(interval.get(), truth) ? 1 : 0;
    }

    /** Of those that are given. */
    double held() {
      return (double) held / given;
    }

    void tell(String what, int n, String where) {
      told(what, n, "%s (given %.3f)".formatted(where, (double) given / simulated), held());
    }
  }

  private static boolean holds(Interval interval, double truth) {
    return interval.low() <= truth && truth <= interval.high();
  }

  private static void told(String what, int n, String where, double share) {
    if (System.getenv("PLUMBLINE_SIMULATIONS") != null) {
      System.out.printf(Locale.ROOT, "%s, n=%d %s: %.3f%n", what, n, where, share);
    }
  }
}
