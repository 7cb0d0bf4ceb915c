package dev.plumbline.runner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How long ONNX Runtime spent in all calls of one operator.
 *
 * @param part prelude, core or coda
 * @param operator as ONNX Runtime names it after optimizing the graph, such as Gemm
 * @param share of the time in all operators of all parts, 0 to 1
 */
public record OperatorTime(String part, String operator, double seconds, double share) {

  /**
   * Shares of the whole, longest first.
   *
   * @param micros by part and operator
   */
  static List<OperatorTime> of(Map<String, Map<String, Long>> micros) {
    double total =
        micros.values().stream()
            .flatMap(operators -> operators.values().stream())
            .mapToLong(Long::longValue)
            .sum();
    List<OperatorTime> times = new ArrayList<>();
    micros.forEach(
        (part, operators) ->
            operators.forEach(
                (operator, time) ->
                    times.add(new OperatorTime(part, operator, time / 1e6, time / total))));
    times.sort(Comparator.comparingDouble(OperatorTime::seconds).reversed());
    return List.copyOf(times);
  }
}
