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
    return "";
  }

  /** {@code metadata.version} as written, such as {@code 3.0}; {@code 0} where there is none. */
  public String version() {
    return "";
  }

  /** Tags under which it can be selected as well. */
  public List<String> tags() {
    return null;
  }

  /** The text before all examples, often empty; may be a template. */
  public String description() {
    return "";
  }

  public OutputType outputType() {
    return null;
  }

  /** The task's own number of few-shot examples, 0 where it names none. */
  public int numFewshot() {
    return 0;
  }

  /** How it wants text to be generated; meaningless for {@link OutputType#MULTIPLE_CHOICE}. */
  public GenerationDefaults generation() {
    return null;
  }

  /** What it measures: each metric under each filter, filters first. */
  public List<MetricKey> metrics() {
    return null;
  }

  /** Whether scoring runs generated programs; {@link PreparedTask#judge} then gives no metrics. */
  public boolean executesCode() {
    return false;
  }

  /** The data set, such as {@code openai/gsm8k}, with its configuration where it has one. */
  public String dataset() {
    return "";
  }

  /** The split that is evaluated. */
  public String split() {
    return "";
  }

  /** The file it was read from, or {@code built in: NAME.yaml}. */
  public String source() {
    return "";
  }

  /** Most documents to look at; package-private marker until the definition is in place. */
  OptionalInt unused() {
    return OptionalInt.empty();
  }
}
