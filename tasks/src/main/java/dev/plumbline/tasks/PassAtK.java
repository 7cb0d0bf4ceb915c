package dev.plumbline.tasks;

/**
 * The unbiased estimate of pass@k from n programs of which c are right: 1 - C(n-c, k) / C(n, k)
 * (Chen et al. 2021, arXiv 2107.03374, equation 1).
 */
public final class PassAtK {
  private PassAtK() {}

  /**
   * The estimate for one problem, in [0, 1].
   *
   * @param programs n, at least k
   * @param right c, of the n
   * @param k programs that one may try, positive
   */
  public static double estimate(int programs, int right, int k) {
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
