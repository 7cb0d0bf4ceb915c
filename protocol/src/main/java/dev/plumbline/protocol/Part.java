package dev.plumbline.protocol;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What one document contributes to a score that is no mean over documents. */
public sealed interface Part {

  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(Function<Numbers, R> numbers, Function<Item, R> item);

  /**
   * To a score that an aggregation makes.
   *
   * @param aggregation how the score comes from all documents' parts
   * @param values as the aggregation defines them
   */
  record Numbers(Aggregation aggregation, List<Double> values) implements Part {
    public Numbers {
      Objects.requireNonNull(aggregation, "aggregation");
      values = List.copyOf(values);
    }

    @Override
    public <R> R match(Function<Numbers, R> numbers, Function<Item, R> item) {
      return numbers.apply(this);
    }
  }

  /**
   * To a score that a Python function of the task makes of all documents' items together.
   *
   * @param function as the task file names it
   * @param item a Python value as a line of JSON
   */
  record Item(String function, String item) implements Part {
    public Item {
      Objects.requireNonNull(function, "function");
      Objects.requireNonNull(item, "item");
    }

    @Override
    public <R> R match(Function<Numbers, R> numbers, Function<Item, R> item) {
      return item.apply(this);
    }
  }
}
