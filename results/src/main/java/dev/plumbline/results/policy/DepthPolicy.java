package dev.plumbline.results.policy;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Interval;
import dev.plumbline.results.Run;
import dev.plumbline.results.Sample;
import dev.plumbline.results.StudentisedBootstrap;
import dev.plumbline.results.statistics.DocumentBootstrap;
import dev.plumbline.results.statistics.ScoreTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * What a policy is worth that stops at the smallest r of the sweep from which going on is unlikely
 * to help, and at the largest r at last.
 *
 * <p>It helps where this answer is wrong and one at a larger r of the sweep is right. How likely
 * that is, a logistic regression per r says, from {@link Features} of the answers so far. (To stop
 * where the answer is likely right would spend the most on documents that no r answers.) It never
 * sees the document that it decides on: documents are dealt to five folds, and each fold is decided
 * on by models of the other four.
 *
 * @param documents with an answer at every r; the others are left out
 * @param countsEveryDepth how mean r is counted. False for choices: the state of one r goes on to
 *     the next, so stopping at r costs r. True for generation: the answer at every r on the way has
 *     to be generated, so stopping at r costs the sum of these r
 * @param points a point per threshold, ascending; all are shown, since the best of them is best
 *     partly by luck
 */
public record DepthPolicy(
    CurveId curve, int documents, boolean countsEveryDepth, List<Point> points) {
  private static final List<Double> THRESHOLDS = List.of(0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5);
  private static final int FOLDS = 5;
  private static final int FEWEST_DOCUMENTS = 50;
  private static final long SEED = 1234;

  /**
   * The policy at one threshold.
   *
   * @param threshold the probability that going on helps, at or below which it stops
   * @param meanIterations over the documents
   * @param value the policy's
   * @param fixedValue of the curve at the same mean r, between two depths on the straight line that
   *     choosing between them by lot would give; beyond the last, the last one's
   * @param gain the value less the fixed one
   * @param interval of the gain, 95 %, by studentised bootstrap over documents, the models taken as
   *     given; absent where the policy changes too little to tell
   */
  public record Point(
      double threshold,
      double meanIterations,
      double value,
      double fixedValue,
      double gain,
      Optional<Interval> interval) {}

  /**
   * For each curve of right and wrong answers of a run. Tasks with fewer than {@value
   * #FEWEST_DOCUMENTS} complete documents, or a single r, have none.
   */
  public static List<DepthPolicy> of(Run run) {
    List<DepthPolicy> policies = new ArrayList<>();
    for (ScoreTable table : ScoreTable.overDepths(run)) {
      try (Stream<Sample> samples = run.samples()) {
        of(table, samples).ifPresent(policies::add);
      }
    }
    return policies;
  }

  /** As {@link #of(Run)}, of the samples that a table was made from, in any order. */
  static Optional<DepthPolicy> of(ScoreTable table, Stream<Sample> all) {
    List<Integer> documents = table.completeDocuments();
    List<Integer> depths = table.points().stream().map(SweepPoint::iterations).toList();
    if (!table.isRightOrWrong() || documents.size() < FEWEST_DOCUMENTS || depths.size() < 2) {
      return Optional.empty();
    }
    Sample[][] samples = new Sample[documents.size()][depths.size()];
    all.filter(sample -> sample.task().equals(table.task()))
        .forEach(
            sample -> {
              int document = Collections.binarySearch(documents, sample.document().number());
              int depth = table.points().indexOf(sample.point());
              if (document >= 0 && depth >= 0) {
                samples[document][depth] = sample;
              }
            });
    boolean choices = Features.areOfChoices(samples[0][0]);
    if (!Arrays.stream(samples)
        .flatMap(Arrays::stream)
        .allMatch(sample -> Features.areOfChoices(sample) == choices)) {
      return Optional.empty();
    }
    double[][] scores = table.complete();
    double[][] probabilities = crossValidated(samples, scores);
    return Optional.of(
        new DepthPolicy(
            table.curve(),
            documents.size(),
            !choices,
            THRESHOLDS.stream()
                .map(t -> point(t, probabilities, scores, depths, !choices))
                .toList()));
  }

  /** That going on helps, by document and depth but the last. */
  private static double[][] crossValidated(Sample[][] samples, double[][] scores) {
    int last = samples[0].length - 1;
    int[] folds = folds(samples.length);
    double[][] probabilities = new double[samples.length][last];
    for (int depth = 0; depth < last; depth++) {
      double[][] features = new double[samples.length][];
      for (int i = 0; i < samples.length; i++) {
        features[i] =
            Features.of(
                samples[i][depth],
                depth == 0 ? Optional.empty() : Optional.of(samples[i][depth - 1]));
      }
      List<String> names =
          Features.areOfChoices(samples[0][0]) ? Features.OF_CHOICES : Features.OF_TEXTS;
      for (int fold = 0; fold < FOLDS; fold++) {
        ImprovementModel model = new ImprovementModel(names);
        for (int i = 0; i < samples.length; i++) {
          if (folds[i] != fold) {
            model.learn(features[i], canImprove(scores[i], depth));
          }
        }
        for (int i = 0; i < samples.length; i++) {
          if (folds[i] == fold) {
            probabilities[i][depth] = model.probability(features[i]);
          }
        }
      }
    }
    return probabilities;
  }

  /** Whether a larger r of the sweep is right where this one is wrong. */
  private static boolean canImprove(double[] right, int depth) {
    return right[depth] == 0 && Arrays.stream(right, depth + 1, right.length).sum() > 0;
  }

  /** By document, dealt after shuffling. */
  private static int[] folds(int documents) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(SEED);
    int[] folds = IntStream.range(0, documents).map(i -> i % FOLDS).toArray();
    for (int i = documents - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int fold = folds[i];
      folds[i] = folds[other];
      folds[other] = fold;
    }
    return folds;
  }

  private static Point point(
      double threshold,
      double[][] probabilities,
      double[][] scores,
      List<Integer> depths,
      boolean everyDepth) {
    int n = depths.size();
    // Each document's scores at all depths, then the policy's score and its cost.
    double[][] rows = new double[scores.length][];
    for (int i = 0; i < scores.length; i++) {
      int stop = 0;
      while (stop < n - 1 && probabilities[i][stop] > threshold) {
        stop++;
      }
      double cost =
          everyDepth
              ? depths.subList(0, stop + 1).stream().mapToInt(r -> r).sum()
              : depths.get(stop);
      rows[i] =
          DoubleStream.concat(Arrays.stream(scores[i]), DoubleStream.of(scores[i][stop], cost))
              .toArray();
    }
    double[] mean = DocumentBootstrap.mean(rows);
    double fixed = fixed(mean, depths);
    return new Point(
        threshold,
        mean[n + 1],
        mean[n],
        fixed,
        mean[n] - fixed,
        StudentisedBootstrap.interval(gains(rows, depths)));
  }

  /**
   * Each document's part in the gain, whose mean is the gain: the gain is no mean itself, since
   * mean r decides where on the curve to compare, so that a document's r counts by the curve's
   * slope there (the delta method).
   *
   * @param rows by document: the scores at all depths, the policy's score and its cost
   */
  static double[] gains(double[][] rows, List<Integer> depths) {
    double[] mean = DocumentBootstrap.mean(rows);
    int n = depths.size();
    double r = mean[n + 1];
    Place place = Place.of(r, depths);
    double run = depths.get(place.upper()) - depths.get(place.upper() - 1);
    boolean beyond = r > depths.get(n - 1);
    double slope = beyond ? 0 : (mean[place.upper()] - mean[place.upper() - 1]) / run;
    return Arrays.stream(rows)
        .mapToDouble(row -> row[n] - place.on(row) - slope * (row[n + 1] - r))
        .toArray();
  }

  /** The curve, which is the first of the means, at the last of them. */
  private static double fixed(double[] means, List<Integer> depths) {
    return Place.of(means[means.length - 1], depths).on(means);
  }

  /**
   * Where on a curve an r lies.
   *
   * @param upper the index of the depth at or above it; beyond the last, the last one's
   * @param weight that depth's, the one below having the rest
   */
  private record Place(int upper, double weight) {
    static Place of(double r, List<Integer> depths) {
      int upper = 1;
      while (upper < depths.size() - 1 && depths.get(upper) < r) {
        upper++;
      }
      double low = depths.get(upper - 1);
      double high = depths.get(upper);
      return new Place(upper, Math.min(1, Math.max(0, (r - low) / (high - low))));
    }

    double on(double[] curve) {
      return curve[upper - 1] + weight * (curve[upper] - curve[upper - 1]);
    }
  }
}
