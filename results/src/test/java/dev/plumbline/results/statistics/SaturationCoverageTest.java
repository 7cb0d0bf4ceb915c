package dev.plumbline.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the interval of r* holds the true one. {@code PLUMBLINE_SIMULATIONS=1000} in the
 * environment gives the table of docs/statistics.md.
 */
class SaturationCoverageTest {
  private static final String ASKED = System.getenv("PLUMBLINE_SIMULATIONS");
  private static final int SIMULATIONS = ASKED == null ? 40 : Integer.parseInt(ASKED);
  private static final double MARGIN = 0.01;

  @ParameterizedTest
  @CsvSource({
    "steep, .28 .35 .52 .72 .95 .95, 16",
    "flat, .5 .5 .5 .5 .5 .5, 1",
    "flat and low, .1 .1 .1 .1 .1 .1, 1",
    "early plateau, .3 .6 .6 .6 .6 .6, 2",
    "late plateau, .3 .4 .5 .6 .6 .6, 8",
    "just on the margin, .3 .5 .59 .6 .6 .6, 4",
    "just beyond it, .3 .5 .588 .6 .6 .6, 8",
    "worse at last, .3 .5 .6 .58 .55 .5, 4",
    "slow rise, .5 .52 .54 .56 .58 .6, 32",
    "very slow rise, .5 .504 .508 .512 .516 .52, 8"
  })
  void intervalHoldsTheTrueSaturation(String name, String values, int saturation) {
    List<Double> curve = Arrays.stream(values.split(" ")).map(Double::valueOf).toList();
    for (int documents : ASKED == null ? new int[] {100} : new int[] {100, 500}) {
      for (double sameness : new double[] {0.5, 0.9}) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(7);
        MadeUpSweep sweep = new MadeUpSweep(curve, sameness);
        int held = 0;
        int right = 0;
        double width = 0;
        for (int i = 0; i < SIMULATIONS; i++) {
          Saturation s = Saturation.of(sweep.table(documents, random), MARGIN).orElseThrow();
          held += s.low().iterations() <= saturation && saturation <= s.high().iterations() ? 1 : 0;
          right += s.point().iterations() == saturation ? 1 : 0;
          width += 1 + Area.doublings(s.low(), s.high());
        }
        if (ASKED != null) {
          System.out.printf(
              Locale.ROOT,
              "r* %-20s n=%d sameness=%.1f: coverage %.3f, depths in it %.2f, value right %.3f%n",
              name,
              documents,
              sameness,
              (double) held / SIMULATIONS,
              width / SIMULATIONS,
              (double) right / SIMULATIONS);
        }
        assertThat((double) held / SIMULATIONS).as("n=%d", documents).isGreaterThan(0.93);
      }
    }
  }
}
