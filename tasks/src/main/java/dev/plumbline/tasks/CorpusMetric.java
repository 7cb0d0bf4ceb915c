package dev.plumbline.tasks;

import dev.plumbline.protocol.Aggregation;
import java.util.List;
import java.util.function.Function;

/**
 * A metric of all documents together.
 *
 * @param of what one document contributes
 */
record CorpusMetric<A>(
    String name, boolean higherIsBetter, Aggregation aggregation, Function<A, List<Double>> of)
    implements Metric<A> {
  @Override
  public double measure(A answer) {
    throw new IllegalStateException(name + " has no value for one document");
  }

  @Override
  public List<Double> part(A answer) {
    return of.apply(answer);
  }
}
