package dev.plumbline.results.statistics;

import java.util.List;
import java.util.stream.IntStream;

/** Holm's correction (1979) for having asked several questions. */
public final class Holm {

  /**
   * The p values, in their order, such that calling those of at most alpha significant makes one or
   * more false calls with a probability of at most alpha, however the tests depend on each other.
   */
  public static List<Double> adjust(List<Double> pValues) {
    List<Integer> ascending =
        IntStream.range(0, pValues.size())
            .boxed()
            .sorted((a, b) -> Double.compare(pValues.get(a), pValues.get(b)))
            .toList();
    Double[] adjusted = new Double[pValues.size()];
    double largest = 0;
    for (int rank = 0; rank < adjusted.length; rank++) {
      int place = ascending.get(rank);
      largest = Math.max(largest, Math.min(1, (adjusted.length - rank) * pValues.get(place)));
      adjusted[place] = largest;
    }
    return List.of(adjusted);
  }

  private Holm() {}
}
