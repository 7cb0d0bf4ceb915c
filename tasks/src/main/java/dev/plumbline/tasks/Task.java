package dev.plumbline.tasks;

import java.util.List;
import java.util.OptionalInt;

/**
 * A task definition, read and checked. Immutable; its data is not read before {@link PreparedTask}.
 */
public final class Task {
  Task() {}

  /** The name by which it is selected, such as {@code gsm8k_cot}. */
  public String name() {
    throw new UnsupportedOperationException();
  }

  /** {@code metadata.version} as written, such as {@code 3.0}; {@code 0} where there is none. */
  public String version() {
    throw new UnsupportedOperationException();
  }

  /** Tags under which it can be selected as well. */
  public List<String> tags() {
    throw new UnsupportedOperationException();
  }

  /** The text before all examples, often empty; may be a template. */
  public String description() {
    throw new UnsupportedOperationException();
  }

  public OutputType outputType() {
    throw new UnsupportedOperationException();
  }

  /** The task's own number of few-shot examples, 0 where it names none. */
  public int numFewshot() {
    throw new UnsupportedOperationException();
  }

  /** How it wants text to be generated; meaningless for {@link OutputType#MULTIPLE_CHOICE}. */
  public GenerationDefaults generation() {
    throw new UnsupportedOperationException();
  }

  /** What it measures: each metric under each filter, filters first. */
  public List<MetricKey> metrics() {
    throw new UnsupportedOperationException();
  }

  /** Whether scoring runs generated programs; {@link PreparedTask#judge} then gives no metrics. */
  public boolean executesCode() {
    throw new UnsupportedOperationException();
  }

  /** The data set, such as {@code openai/gsm8k}, with its configuration where it has one. */
  public String dataset() {
    throw new UnsupportedOperationException();
  }

  /** The split that is evaluated. */
  public String split() {
    throw new UnsupportedOperationException();
  }

  /** The file it was read from, or {@code built in: NAME.yaml}. */
  public String source() {
    throw new UnsupportedOperationException();
  }

  /** Most documents to look at; package-private marker until the definition is in place. */
  OptionalInt unused() {
    return OptionalInt.empty();
  }
}
