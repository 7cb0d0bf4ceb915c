package dev.plumbline.exchange.huggingface;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Score;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which score of a run is which benchmark's value.
 *
 * @param dataset the benchmark's, such as {@code openai/gsm8k}
 * @param taskId as the data set's {@code eval.yaml} has it
 */
public record Benchmark(CurveId curve, String dataset, String taskId) {
  private static final Pattern TEXT =
      Pattern.compile("([^:=]+):([^=]+)=([^/\\s:]+/[^/\\s:]+):([^\\s:]+)");

  /**
   * Reads {@code TASK:METRIC[,FILTER]=DATASET:TASK_ID}.
   *
   * @throws PlumblineException for any other text
   */
  public static Benchmark parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new PlumblineException(
          "'%s' is no benchmark; expected TASK:METRIC[,FILTER]=DATASET:TASK_ID, such as gsm8k:exact_match,flexible-extract=openai/gsm8k:gsm8k"
              .formatted(text));
    }
    return new Benchmark(
        new CurveId(matcher.group(1), Score.parse(matcher.group(2))),
        matcher.group(3),
        matcher.group(4));
  }
}
