package dev.plumbline.tasks;

import dev.plumbline.protocol.Score;
import java.util.List;

/**
 * What a task measures on each document. A further one is a file that implements this and a line in
 * {@link TaskFormats}.
 *
 * @param <A> what it is measured on; its format decides
 */
interface Metric<A> {
  /** As results name it, such as {@code acc}. */
  String name();

  boolean higherIsBetter();

  default Combination combination() {
    return Combination.Known.MEAN;
  }

  /** The value for one document. */
  double measure(A answer);

  /** What one document contributes where an aggregation other than the mean is taken. */
  default List<Double> numbers(A answer) {
    return List.of(measure(answer));
  }

  /** What a Python function over all documents is given of one; a plain value or a tuple. */
  default Object item(A answer) {
    return measure(answer);
  }

  /** This metric as a column of the results. */
  default MeasuredScore as(Score score) {
    return new MeasuredScore(score, higherIsBetter(), combination());
  }
}
