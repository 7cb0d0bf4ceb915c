package dev.plumbline.results.statistics;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The paired permutation test (Fisher 1935, chapter 21): if before and after could as well be
 * swapped in every document, each difference could as well have the other sign. All signs are tried
 * where that is no more than {@value #DRAWS} ways, otherwise so many are drawn, with a fixed seed,
 * and the observed ones counted among them (Phipson and Smyth 2010), so that p is never 0.
 */
final class SignFlips {
  private static final int DRAWS = 10_000;
  private static final long SEED = 1234;

  /** Sums that differ by rounding alone count as equal; relative to the sum of magnitudes. */
  private static final double ROUNDING = 1e-12;

  /** Of a mean as far from 0 as the differences' own, either way. */
  static double twoSided(double[] differences) {
    double observed = Math.abs(Arrays.stream(differences).sum());
    return share(differences, (sum) -> Math.abs(sum) >= observed - rounding(differences));
  }

  /** Of a mean as large as the differences' own. */
  static double oneSided(double[] differences) {
    double observed = Arrays.stream(differences).sum();
    return share(differences, sum -> sum >= observed - rounding(differences));
  }

  private static double rounding(double[] differences) {
    return ROUNDING * Arrays.stream(differences).map(Math::abs).sum();
  }

  private static double share(double[] differences, DoublePredicate asExtreme) {
    double[] flippable = Arrays.stream(differences).filter(d -> d != 0).toArray();
    if (flippable.length < Integer.SIZE - 1 && 1 << flippable.length <= DRAWS) {
      int ways = 1 << flippable.length;
      int extreme = 0;
      for (int signs = 0; signs < ways; signs++) {
        extreme += asExtreme.test(sum(flippable, signs)) ? 1 : 0;
      }
      return (double) extreme / ways;
    }
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(SEED);
    int extreme = 1;
    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;
      for (double difference : flippable) {
        sum += random.nextBoolean() ? difference : -difference;
      }
      extreme += asExtreme.test(sum) ? 1 : 0;
    }
    return (double) extreme / (DRAWS + 1);
  }

  private static double sum(double[] differences, int signs) {
    double sum = 0;
    for (int i = 0; i < differences.length; i++) {
      sum += (signs >> i & 1) == 0 ? differences[i] : -differences[i];
    }
    return sum;
  }

  private SignFlips() {}
}
