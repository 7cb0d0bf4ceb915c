package dev.plumbline.results;

import dev.plumbline.protocol.Aggregation;
import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Part;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SweepPoint;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The documents' parts of a score that is no mean over documents, at one point.
 *
 * <p>The standard error is lm-evaluation-harness's, where it has one: the standard deviation over
 * documents drawn with replacement, with the same draws, of which it makes 100 for BLEU and chrF
 * and 100,000 for others. The 95 % interval is that between the 2.5 and 97.5 % quantiles of {@value
 * #RESAMPLES} other draws; absent for fewer than ten documents.
 */
final class Parts {
  private static final int RESAMPLES = 2_000;
  private static final int CUT = RESAMPLES / 40;
  private static final long SEED = 1234;

  private final Aggregation aggregation;
  private final SortedMap<Integer, double[]> byDocument = new TreeMap<>();

  Parts(Aggregation aggregation) {
    this.aggregation = aggregation;
  }

  void add(int document, Part part) {
    if (part.aggregation() != aggregation) {
      throw new PlumblineException(
          "document %d is aggregated by %s, others by %s"
              .formatted(document, part.aggregation().label(), aggregation.label()));
    }
    byDocument.put(document, part.values().stream().mapToDouble(v -> v).toArray());
  }

  /** Absent where the documents have no value together. */
  Optional<CurvePoint> point(CurveId curve, SweepPoint point, Optional<Cost> cost) {
    double[][] parts = byDocument.values().toArray(double[][]::new);
    double value = AggregateScore.of(aggregation, parts);
    if (!Double.isFinite(value)) {
      return Optional.empty();
    }
    return Optional.of(
        new CurvePoint(
            curve,
            point,
            parts.length,
            value,
            standardError(parts),
            interval(parts),
            cost.map(c -> OptionalDouble.of(c.flopsPerToken())).orElse(OptionalDouble.empty()),
            cost.map(c -> OptionalLong.of(c.tokens())).orElse(OptionalLong.empty())));
  }

  private OptionalDouble standardError(double[][] parts) {
    int draws =
        switch (aggregation) {
          case BLEU, CHRF, CHRF_WORDS -> 100;
          case MEDIAN, NANMEAN, PERPLEXITY, F1, MATTHEWS -> 100_000;
          case MEAN, WEIGHTED_PERPLEXITY, BITS_PER_BYTE, BRIER_SCORE -> 0;
        };
    if (draws == 0 || parts.length < 2) {
      return OptionalDouble.empty();
    }
    double error = deviation(PythonBootstrap.scores(aggregation, parts, draws));
    return Double.isFinite(error) ? OptionalDouble.of(error) : OptionalDouble.empty();
  }

  /** The sample's standard deviation. */
  static double deviation(double[] scores) {
    double mean = Arrays.stream(scores).sum() / scores.length;
    double squares = Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).sum();
    return Math.sqrt(squares / (scores.length - 1));
  }

  private Optional<Interval> interval(double[][] parts) {
    if (parts.length < StudentisedBootstrap.FEWEST) {
      return Optional.empty();
    }
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(SEED);
    double[] sorted =
        IntStream.range(0, RESAMPLES)
            .mapToDouble(
                resample ->
                    AggregateScore.of(
                        aggregation,
                        IntStream.range(0, parts.length)
                            .mapToObj(i -> parts[random.nextInt(parts.length)])
                            .toArray(double[][]::new)))
            .sorted()
            .toArray();
    double low = sorted[CUT];
    double high = sorted[RESAMPLES - 1 - CUT];
    return Double.isFinite(low) && Double.isFinite(high)
        ? Optional.of(new Interval(low, high))
        : Optional.empty();
  }
}
