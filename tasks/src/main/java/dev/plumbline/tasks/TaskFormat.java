package dev.plumbline.tasks;

import dev.plumbline.protocol.text.YamlMap;
import dev.plumbline.tasks.code.PythonFunction;
import java.util.List;

/**
 * What a task asks of the model about a document, and how the answer is judged: the meaning of an
 * {@code output_type} of lm-evaluation-harness. A further one is a file that implements this and a
 * line in {@link TaskFormats}. Immutable.
 */
interface TaskFormat {
  /** As task files name it, such as {@code multiple_choice}. */
  String outputType();

  /** What it measures, in the order in which results have it. */
  List<MeasuredScore> scores();

  /** How answers are filtered before they are judged, where they are. */
  default List<FilterPipeline> filters() {
    return List.of();
  }

  /** The Python functions that answers are judged by; usually none. */
  default List<PythonFunction> functions() {
    return List.of();
  }

  /** The metrics of generated text that are Python functions; usually none. */
  default List<OwnMetric> own() {
    return List.of();
  }

  /** Whether a {@code doc_to_text} that gives an index asks each choice as a context. */
  default boolean takesSeveralContexts() {
    return false;
  }

  /** Whether scores come from executing what the model wrote. */
  default boolean executesCode() {
    return false;
  }

  /**
   * Looks at the user's wishes on generated text before any document is asked.
   *
   * @throws dev.plumbline.protocol.PlumblineException for a value out of its range
   */
  default void check(DecodingOptions decoding) {}

  /**
   * Makes the request.
   *
   * @throws dev.plumbline.protocol.PlumblineException where the document has no right answer
   */
  AskedDocument ask(Prompt prompt);

  /** Makes a format from a task file. */
  @FunctionalInterface
  interface Reader {
    /** Mistakes are noted in the file's findings. */
    TaskFormat read(
        YamlMap yaml,
        DocFormat documents,
        GenerationDefaults generation,
        List<FilterPipeline> filters);

    /** Whether a task file has to name choices. */
    default boolean needsChoices() {
      return false;
    }
  }
}
