package dev.plumbline.tasks;

import dev.plumbline.tasks.code.PythonFunction;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** A task definition, read and checked. Immutable; data is read by {@link PreparedTask} only. */
public final class Task {
  private final TaskDefinition definition;

  Task(TaskDefinition definition) {
    this.definition = Objects.requireNonNull(definition, "definition");
  }

  TaskDefinition definition() {
    return definition;
  }

  /** The name by which it is selected, such as {@code gsm8k_cot}. */
  public String name() {
    return definition.name();
  }

  /** {@code metadata.version} as written, such as {@code 3.0}; {@code 0} where there is none. */
  public String version() {
    return definition.version();
  }

  /** Tags under which it can be selected as well. */
  public List<String> tags() {
    return definition.tags();
  }

  /** The text before all examples, often empty; may be a template. */
  public String description() {
    return definition.description();
  }

  /** What it asks of the model, as in its file: {@code multiple_choice}, {@code generate_until}. */
  public String outputType() {
    return definition.format().outputType();
  }

  /** The task's own number of few-shot examples, 0 where it names none. */
  public int numFewshot() {
    return definition.numFewshot().orElse(0);
  }

  /**
   * Examples in a prompt when so many are asked for; absent asks for the task's own number. As in
   * lm-evaluation-harness, a task that says 0 keeps to it.
   */
  public int numFewshot(OptionalInt wanted) {
    return definition.numFewshot().equals(OptionalInt.of(0)) ? 0 : wanted.orElse(numFewshot());
  }

  /** How it wants text to be generated, where it does. */
  GenerationDefaults generation() {
    return definition.generation();
  }

  /** What it measures; every metric under every filter, filter by filter. */
  public List<MeasuredScore> metrics() {
    return definition.format().scores();
  }

  /**
   * Whether scoring runs generated programs. {@link PreparedTask#judge} then gives no metrics: they
   * come from {@link AnswerJudge}.
   */
  public boolean executesCode() {
    return definition.format().executesCode();
  }

  /** The Python functions that its file names; {@link TaskCode} says whether they may run. */
  public List<String> functions() {
    return definition.functions().stream().map(PythonFunction::name).distinct().toList();
  }

  /** The data set, such as {@code openai/gsm8k}. */
  public String dataset() {
    return definition.dataset();
  }

  /** The split that is evaluated. */
  public String split() {
    return definition.evalSplit();
  }

  /** The file it was read from, or {@code built in: NAME.yaml}. */
  public String source() {
    return definition.source();
  }
}
