package dev.plumbline.tasks;

import dev.plumbline.tasks.code.PythonFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What {@code process_docs} does before documents are asked. */
sealed interface DocProcess {
  /** Reads it by its case. */
  <R> R match(Function<OfDocument, R> ofDocument, Function<OfSplit, R> ofSplit);

  /** A built-in function, which changes each document by itself. */
  record OfDocument(UnaryOperator<Doc> change) implements DocProcess {
    @Override
    public <R> R match(Function<OfDocument, R> ofDocument, Function<OfSplit, R> ofSplit) {
      return ofDocument.apply(this);
    }
  }

  /** A Python function, which may also leave documents out, add and reorder them. */
  record OfSplit(PythonFunction function) implements DocProcess {
    @Override
    public <R> R match(Function<OfDocument, R> ofDocument, Function<OfSplit, R> ofSplit) {
      return ofSplit.apply(this);
    }
  }
}
