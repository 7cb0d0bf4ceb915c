package dev.plumbline.tasks;

import dev.plumbline.protocol.Response.Attempt;
import dev.plumbline.protocol.text.YamlMap;
import java.util.List;

/**
 * The share of problems that k programs solve, by executing them: the unbiased estimate from n
 * programs of which c are right, 1 - C(n-c, k) / C(n, k) (Chen et al. 2021, arXiv 2107.03374,
 * equation 1).
 *
 * @param stem the name up to k, such as {@code pass@}
 * @param k programs that one may try, positive
 */
record PassAtK(String stem, int k, boolean higherIsBetter) implements Metric<List<Attempt>> {

  /** Notes it where an entry of {@code metric_list} wants another k than a sweep can give. */
  static void checkTries(YamlMap entry) {
    if (!entry.texts("k").orElse(List.of("1")).equals(List.of("1"))) {
      entry.wrong("k", "must be 1: every document is asked once");
    }
  }

  /** lm-evaluation-harness's name, such as {@code pass@1}. */
  @Override
  public String name() {
    return stem + k;
  }

  /** The same metric for another number of tries. */
  PassAtK at(int otherK) {
    return new PassAtK(stem, otherK, higherIsBetter);
  }

  @Override
  public double measure(List<Attempt> attempts) {
    int right = (int) attempts.stream().filter(Attempt::passed).count();
    return estimate(attempts.size(), right, k);
  }

  /**
   * The estimate for one problem, in [0, 1].
   *
   * @param programs n, at least k
   * @param right c, of the n
   */
  static double estimate(int programs, int right, int k) {
    if (k < 1 || programs < k || right < 0 || right > programs) {
      throw new IllegalArgumentException(
          "pass@" + k + " of " + right + " right programs out of " + programs + " is undefined");
    }
    if (programs - right < k) {
      return 1;
    }
    // As a product, because the binomial coefficients overflow.
    double allWrong = 1;
    for (int i = programs - right + 1; i <= programs; i++) {
      allWrong *= 1 - (double) k / i;
    }
    return 1 - allWrong;
  }
}
