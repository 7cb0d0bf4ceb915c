package dev.plumbline.tasks;

import java.util.List;
import java.util.function.Function;

/**
 * A metric of all documents together.
 *
 * @param of what one document contributes
 * @param item what a Python function is given of it
 */
record CorpusMetric<A>(
    String name,
    boolean higherIsBetter,
    Combination combination,
    Function<A, List<Double>> of,
    Function<A, Object> item)
    implements Metric<A> {
  @Override
  public double measure(A answer) {
    throw new IllegalStateException(name + " has no value for one document");
  }

  @Override
  public List<Double> numbers(A answer) {
    return of.apply(answer);
  }

  @Override
  public Object item(A answer) {
    return item.apply(answer);
  }
}
