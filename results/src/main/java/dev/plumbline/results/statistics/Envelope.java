package dev.plumbline.results.statistics;

import dev.plumbline.protocol.SweepPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What the best r for each document would give, which no single r does: right and wrong answers by
 * document over all depths. Documents with a failed sample at some r are left out.
 *
 * @param n documents with a score at every r, at least one
 * @param oracle documents that are right at some r. With chance answers, such as of multiple
 *     choice, this grows with the number of depths even where none is better than another
 * @param overthinking documents that are right at some r and wrong at a larger one
 * @param oracleDepths by document, the smallest r at which it is right; without those that never
 *     are
 * @param meanOracleDepth over the documents that are right at some r; absent where there are none
 * @param strata documents by difficulty: by the smallest r at which they are right, ascending, and
 *     last those that never are. Each r of the sweep has a stratum, be it empty
 * @param documentsByDepthsRight how many documents are right at 0, 1, 2, ... of the depths
 */
public record Envelope(
    int n,
    Share oracle,
    Share overthinking,
    Map<Integer, Integer> oracleDepths,
    OptionalDouble meanOracleDepth,
    List<Stratum> strata,
    List<Integer> documentsByDepthsRight) {

  /**
   * Documents that are first right at one r.
   *
   * @param point absent for documents that are right at no r
   * @param values their mean at each r of the sweep; empty where the stratum is
   */
  public record Stratum(Optional<SweepPoint> point, int documents, List<Double> values) {}

  /** Absent for graded scores, and where no document has a score at every r. */
  public static Optional<Envelope> of(ScoreTable table) {
    double[][] scores = table.complete();
    if (!table.isRightOrWrong() || scores.length == 0) {
      return Optional.empty();
    }
    List<SweepPoint> points = table.points();
    List<Integer> documents = table.completeDocuments();
    Map<Integer, Integer> oracleDepths = new TreeMap<>();
    List<List<double[]>> strata = new ArrayList<>();
    points.forEach(p -> strata.add(new ArrayList<>()));
    strata.add(new ArrayList<>());
    Integer[] byDepthsRight = new Integer[points.size() + 1];
    Arrays.fill(byDepthsRight, 0);
    int overthought = 0;
    for (int document = 0; document < scores.length; document++) {
      double[] right = scores[document];
      int first = 0;
      while (first < right.length && right[first] == 0) {
        first++;
      }
      if (first < right.length) {
        oracleDepths.put(documents.get(document), points.get(first).iterations());
      }
      strata.get(first).add(right);
      int depthsRight = (int) Arrays.stream(right).sum();
      byDepthsRight[depthsRight]++;
      // Right at some r and wrong at a larger one: not right from the first such r to the end.
      overthought += first + depthsRight < right.length ? 1 : 0;
    }
    return Optional.of(
        new Envelope(
            scores.length,
            Share.of(oracleDepths.size(), scores.length),
            Share.of(overthought, scores.length),
            oracleDepths,
            oracleDepths.values().stream().mapToInt(r -> r).average(),
            strata(points, strata),
            List.of(byDepthsRight)));
  }

  private static List<Stratum> strata(List<SweepPoint> points, List<List<double[]>> members) {
    List<Stratum> strata = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      double[][] scores = members.get(i).toArray(double[][]::new);
      strata.add(
          new Stratum(
              i < points.size() ? Optional.of(points.get(i)) : Optional.empty(),
              scores.length,
              scores.length == 0
                  ? List.of()
                  : Arrays.stream(DocumentBootstrap.mean(scores)).boxed().toList()));
    }
    return strata;
  }
}
