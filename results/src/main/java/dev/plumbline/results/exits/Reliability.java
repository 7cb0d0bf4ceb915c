package dev.plumbline.results.exits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How predicted probabilities fit what happened.
 *
 * @param brier the mean squared difference of probability and 0 or 1 (Brier 1950, Monthly Weather
 *     Review 78, 1)
 * @param brierOfShare what the share of what happened, predicted for all, would have had
 * @param expectedCalibrationError the mean over the bins, weighted by their sizes, of how far the
 *     mean probability is from the share (Naeini et al. 2015; Guo et al. 2017, arXiv 1706.04599)
 * @param bins at most {@value #BINS}, of as nearly equal size as equal probabilities, which are not
 *     parted, allow (Nixon et al. 2019, arXiv 1904.01685); by ascending probability
 */
public record Reliability(
    double brier, double brierOfShare, double expectedCalibrationError, List<Bin> bins) {
  static final int BINS = 10;

  /**
   * Predictions of about the same probability.
   *
   * @param low the smallest of them
   * @param high the largest
   * @param predicted their mean
   * @param observed the share of them that came true
   */
  public record Bin(double low, double high, int n, double predicted, double observed) {}

  static Reliability of(double[] predicted, boolean[] happened) {
    int n = predicted.length;
    List<Integer> ascending =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> predicted[i]))
            .toList();
    List<Bin> bins = new ArrayList<>();
    int from = 0;
    while (from < n) {
      // Where the bin would end had it its share, and on to the last of equal probability.
      int to = Math.max(from + 1, (int) Math.round((bins.size() + 1) * (double) n / BINS));
      while (to < n && predicted[ascending.get(to)] == predicted[ascending.get(to - 1)]) {
        to++;
      }
      bins.add(bin(ascending.subList(from, to), predicted, happened));
      from = to;
    }
    double squares = 0;
    double share = 0;
    for (int i = 0; i < n; i++) {
      double outcome = happened[i] ? 1 : 0;
      squares += (predicted[i] - outcome) * (predicted[i] - outcome);
      share += outcome / n;
    }
    double apart =
        bins.stream().mapToDouble(bin -> bin.n * Math.abs(bin.predicted - bin.observed)).sum();
    return new Reliability(squares / n, share * (1 - share), apart / n, List.copyOf(bins));
  }

  private static Bin bin(List<Integer> members, double[] predicted, boolean[] happened) {
    return new Bin(
        predicted[members.get(0)],
        predicted[members.get(members.size() - 1)],
        members.size(),
        members.stream().mapToDouble(i -> predicted[i]).average().orElseThrow(),
        members.stream().mapToDouble(i -> happened[i] ? 1 : 0).average().orElseThrow());
  }
}
