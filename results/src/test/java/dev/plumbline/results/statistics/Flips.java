package dev.plumbline.results.statistics;

/** Right and wrong answers with so many flips. */
final class Flips {
  static PairedScores scores(int lost, int gained, int n) {
    double[] before = new double[n];
    double[] after = new double[n];
    for (int i = 0; i < n; i++) {
      before[i] = i < lost || (i >= lost + gained && i % 2 == 0) ? 1 : 0;
      after[i] = i < lost ? 0 : i < lost + gained ? 1 : before[i];
    }
    return PairedScores.of(before, after);
  }

  private Flips() {}
}
