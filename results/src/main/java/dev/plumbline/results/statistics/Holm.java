package dev.plumbline.results.statistics;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * As {@link #adjust(List)}, where some tests are the same one, asked again: it counts once.
   *
   * @param tests what each p value is of; equal tests have equal p values
   */
  public static List<Double> adjust(List<Double> pValues, List<?> tests) {
    Map<Object, Double> once = new LinkedHashMap<>();
    for (int i = 0; i < pValues.size(); i++) {
      once.putIfAbsent(tests.get(i), pValues.get(i));
    }
    Iterator<Double> adjusted = adjust(List.copyOf(once.values())).iterator();
    once.replaceAll((test, p) -> adjusted.next());
    return tests.stream().map(once::get).toList();
  }

  private Holm() {}
}
