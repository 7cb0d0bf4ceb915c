package dev.plumbline.results;

import dev.plumbline.protocol.Aggregation;
import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Part;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SweepPoint;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The documents' parts of a score that is no mean over documents, at one point.
 *
 * <p>The standard error is lm-evaluation-harness's, where it has one: the standard deviation over
 * documents drawn with replacement, with the same draws, of which it makes 100 for BLEU, chrF and
 * TER and 100,000 for others. The 95 % interval is that between the 2.5 and 97.5 % quantiles of
 * {@value #RESAMPLES} other draws; absent for fewer than ten documents. A score that a function of
 * the task makes has neither, as in lm-evaluation-harness.
 */
final class Parts {
  private static final int RESAMPLES = 2_000;
  private static final int CUT = RESAMPLES / 40;
  private static final long SEED = 1234;

  private final SortedMap<Integer, Part> byDocument = new TreeMap<>();

  void add(int document, Part part) {
    byDocument.put(document, part);
    Part first = byDocument.get(byDocument.firstKey());
    if (!source(part).equals(source(first))) {
      throw new PlumblineException(
          "document %d is aggregated by %s, others by %s"
              .formatted(document, source(part), source(first)));
    }
  }

  private static String source(Part part) {
    return part.match(numbers -> numbers.aggregation().label(), Part.Item::function);
  }

  /** Absent where the documents have no value together. */
  Optional<CurvePoint> point(
      CurveId curve, SweepPoint point, Optional<Cost> cost, FunctionScores functions) {
    return byDocument
        .get(byDocument.firstKey())
        .match(
            numbers -> {
              double[][] parts = numbers();
              double value = AggregateScore.of(numbers.aggregation(), parts);
              return Double.isFinite(value)
                  ? Optional.of(
                      CurvePoint.of(
                          curve,
                          point,
                          parts.length,
                          value,
                          standardError(numbers.aggregation(), parts),
                          interval(numbers.aggregation(), parts),
                          cost))
                  : Optional.empty();
            },
            item -> {
              OptionalDouble value = functions.of(curve, point, items());
              return value.isPresent()
                  ? Optional.of(
                      CurvePoint.of(
                          curve,
                          point,
                          byDocument.size(),
                          value.getAsDouble(),
                          OptionalDouble.empty(),
                          Optional.empty(),
                          cost))
                  : Optional.empty();
            });
  }

  private double[][] numbers() {
    return byDocument.values().stream()
        .map(part -> part.match(Part.Numbers::values, item -> List.<Double>of()))
        .map(values -> values.stream().mapToDouble(v -> v).toArray())
        .toArray(double[][]::new);
  }

  private List<String> items() {
    return byDocument.values().stream()
        .flatMap(part -> part.match(numbers -> Stream.<String>empty(), i -> Stream.of(i.item())))
        .toList();
  }

  private static OptionalDouble standardError(Aggregation aggregation, double[][] parts) {
    int draws =
        switch (aggregation) {
          case BLEU, CHRF, CHRF_WORDS, TER -> 100;
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

  private static Optional<Interval> interval(Aggregation aggregation, double[][] parts) {
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
