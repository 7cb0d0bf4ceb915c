package dev.plumbline.results.statistics;

import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The smallest true difference that a two-sided test at 5 % finds with a probability of 80 %, by
 * the normal approximation: what this many documents could have shown.
 */
final class Detectable {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double Z_TEST = NORMAL.inverseCumulativeProbability(0.975);
  private static final double Z_POWER = NORMAL.inverseCumulativeProbability(0.8);

  /**
   * A difference of shares right, by Connor's formula (1987, Biometrics 43, 207) solved for it.
   *
   * @param flipped the share of documents that are right in just one of the two, taken as given
   * @return absent where nothing flipped, or where even flips all in one direction would not do
   */
  static OptionalDouble ofShares(int n, double flipped) {
    // n d^2 = (Z_TEST sqrt(f) + Z_POWER sqrt(f - d^2))^2, a quadratic in d.
    double a = n + Z_POWER * Z_POWER;
    double half = Z_TEST * Math.sqrt(n * flipped);
    double c = (Z_TEST * Z_TEST - Z_POWER * Z_POWER) * flipped;
    double difference = (half + Math.sqrt(Math.max(0, half * half - a * c))) / a;
    return flipped > 0 && difference <= flipped
        ? OptionalDouble.of(difference)
        : OptionalDouble.empty();
  }

  /**
   * A mean difference.
   *
   * @param deviation standard deviation of the differences
   * @return absent where it is 0
   */
  static OptionalDouble ofMeans(int n, double deviation) {
    return deviation > 0
        ? OptionalDouble.of((Z_TEST + Z_POWER) * deviation / Math.sqrt(n))
        : OptionalDouble.empty();
  }

  private Detectable() {}
}
