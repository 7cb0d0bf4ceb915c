package dev.plumbline.tasks;

import dev.plumbline.protocol.LengthNorm;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The formats and metrics that task files may name: a further one is a file and a line here.
 *
 * @param byOutputType readers by {@code output_type}
 */
record TaskFormats(Map<String, TaskFormat.Reader> byOutputType) {

  /** The metrics of {@code multiple_choice}. */
  static final KnownMetrics<ChoiceMetric> CHOICE_METRICS =
      KnownMetrics.<ChoiceMetric>none()
          .plus("acc", (entry, name, higher) -> new Accuracy(name, higher, LengthNorm.NONE))
          .plus(
              "acc_norm",
              (entry, name, higher) -> new Accuracy(name, higher, LengthNorm.CHARACTERS))
          .plus("acc_bytes", (entry, name, higher) -> new Accuracy(name, higher, LengthNorm.BYTES))
          .plus("exact_match", (entry, name, higher) -> new GreedyMatch(name, higher));

  /** The metrics of {@code generate_until}. */
  static final KnownMetrics<Metric<FilteredAnswer>> TEXT_METRICS =
      KnownMetrics.<Metric<FilteredAnswer>>none().plus("exact_match", ExactMatch::read);

  /** Those of {@code generate_until} that execute programs, named with {@code !function}. */
  static final KnownMetrics<PassAtK> PROGRAM_METRICS =
      KnownMetrics.<PassAtK>none()
          .plus("humaneval.pass_at_k", (entry, name, higher) -> new PassAtK("pass@", 1, higher))
          .plus("mbpp.pass_at_1", (entry, name, higher) -> new PassAtK("pass_at_", 1, higher));

  static final TaskFormats STANDARD =
      new TaskFormats(Map.of())
          .plus(MultipleChoice.OUTPUT_TYPE, new MultipleChoice.Reader(CHOICE_METRICS))
          .plus(GenerateUntil.OUTPUT_TYPE, new GenerateUntil.Reader(TEXT_METRICS, PROGRAM_METRICS));

  /** These and one more, which replaces one of the same name. */
  TaskFormats plus(String outputType, TaskFormat.Reader reader) {
    Map<String, TaskFormat.Reader> more = new LinkedHashMap<>(byOutputType);
    more.put(outputType, reader);
    return new TaskFormats(more);
  }
}
