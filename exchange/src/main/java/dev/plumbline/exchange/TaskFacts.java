package dev.plumbline.exchange;

import dev.plumbline.protocol.PlumblineException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a task's definition and data say beyond the run; all of it absent or empty where nobody has
 * them.
 *
 * @param dataset on the Hugging Face hub, such as {@code openai/gsm8k}; absent for plain files
 * @param split that is evaluated
 * @param fewshot examples in each prompt
 * @param higherIsBetter by metric, such as {@code acc}
 * @param rows of data by document, keys in the data's order
 * @param documents that the whole split has
 */
public record TaskFacts(
    Optional<String> dataset,
    Optional<String> split,
    OptionalInt fewshot,
    Map<String, Boolean> higherIsBetter,
    Map<Integer, Map<String, Object>> rows,
    OptionalInt documents) {
  /** Of a task that is not known here. */
  public static final TaskFacts NONE =
      new TaskFacts(
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Map.of(),
          Map.of(),
          OptionalInt.empty());

  /** Metrics of lm-evaluation-harness that count what is right, from 0 to 1. */
  private static final Set<String> PROPORTIONS =
      Set.of("acc", "acc_norm", "acc_bytes", "exact_match", "pass_at_1");

  public TaskFacts {
    higherIsBetter = Map.copyOf(higherIsBetter);
    rows = Map.copyOf(rows);
  }

  /** Whether a metric is a share of documents, from 0 to 1. */
  public static boolean isProportion(String metric) {
    return PROPORTIONS.contains(metric) || metric.matches("pass@\\d+");
  }

  /**
   * The direction of improvement.
   *
   * @throws PlumblineException if nobody says
   */
  public boolean higherIsBetter(String task, String metric) {
    if (isProportion(metric)) {
      return true;
    }
    Boolean known = higherIsBetter.get(metric);
    if (known == null) {
      throw new PlumblineException(
          "%s: nothing here says whether a higher %s is better; give the task's file with --include-path"
              .formatted(task, metric));
    }
    return known;
  }
}
