package dev.plumbline.tasks;

import java.util.Objects;
import java.util.Optional;

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
}
