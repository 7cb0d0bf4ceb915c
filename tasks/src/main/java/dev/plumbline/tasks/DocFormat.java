package dev.plumbline.tasks;

import dev.plumbline.tasks.code.PythonFunction;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a document becomes a question and its answer. A task has one for the documents it asks and
 * one for its few-shot examples.
 *
 * @param text the question
 * @param target the answer
 * @param choices the possible answers
 * @param genPrefix the beginning of the answer, given to the model
 * @param targetDelimiter between question and answer
 * @param fewshotDelimiter after each example
 */
record DocFormat(
    DocExpression text,
    DocExpression target,
    Optional<DocExpression> choices,
    Optional<DocExpression> genPrefix,
    String targetDelimiter,
    String fewshotDelimiter) {
  static final String DEFAULT_TARGET_DELIMITER = " ";
  static final String DEFAULT_FEWSHOT_DELIMITER = "\n\n";

  DocFormat {
    Objects.requireNonNull(targetDelimiter, "targetDelimiter");
    Objects.requireNonNull(fewshotDelimiter, "fewshotDelimiter");
  }

  /** Those of its parts that are Python functions, in the order in which they are called. */
  List<PythonFunction> functions() {
    return Stream.of(Optional.of(text), choices, Optional.of(target))
        .flatMap(part -> part.flatMap(DocExpression::function).stream())
        .distinct()
        .toList();
  }
}
