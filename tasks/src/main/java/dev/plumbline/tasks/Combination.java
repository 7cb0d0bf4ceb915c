package dev.plumbline.tasks;

import dev.plumbline.protocol.Aggregation;
import dev.plumbline.tasks.code.PythonFunction;
import java.util.Optional;
import java.util.function.Function;

/** How a task's score comes from its documents: {@code aggregation} of a task file. */
public sealed interface Combination {
  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(Function<Known, R> known, Function<ByFunction, R> byFunction);

  default boolean isMean() {
    return equals(Known.MEAN);
  }

  /** The function of the task that makes it, where one does. */
  default Optional<PythonFunction> function() {
    return match(known -> Optional.empty(), own -> Optional.of(own.python()));
  }

  /** By one of lm-evaluation-harness's aggregations. */
  record Known(Aggregation aggregation) implements Combination {
    /** The mean over documents. */
    static final Combination MEAN = new Known(Aggregation.MEAN);

    @Override
    public <R> R match(Function<Known, R> known, Function<ByFunction, R> byFunction) {
      return known.apply(this);
    }
  }

  /** By a Python function of the task, given the list of all documents' values. */
  record ByFunction(PythonFunction python) implements Combination {
    @Override
    public <R> R match(Function<Known, R> known, Function<ByFunction, R> byFunction) {
      return byFunction.apply(this);
    }
  }
}
