package dev.plumbline.results.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the states of a task's prompts do.
 *
 * @param regimes tokens by what they do
 * @param rate median over the tokens that have one
 * @param residual median over tokens, after the last iteration
 * @param exponent finite-time largest Lyapunov exponent, mean over texts; absent where no push was
 *     followed
 * @param spectralRadius at the last state, mean over texts; absent as that
 * @param startDistance relative distance after the last iteration to other starts, mean over tokens
 * @param agreement by lens depth, the share of tokens behind which the deepest prediction's token
 *     would be said
 */
public record TraceSummary(
    String task,
    int documents,
    int tokens,
    Map<Regime, Integer> regimes,
    OptionalDouble rate,
    OptionalDouble residual,
    OptionalDouble exponent,
    OptionalDouble spectralRadius,
    OptionalDouble startDistance,
    SortedMap<Integer, Double> agreement) {

  /** By task, in the order of the trace. */
  public static List<TraceSummary> of(Trace trace) {
    Map<String, Gathered> tasks = new LinkedHashMap<>();
    trace
        .documents()
        .forEach(
            document ->
                tasks
                    .computeIfAbsent(document.document().task(), task -> new Gathered())
                    .add(document));
    List<TraceSummary> summaries = new ArrayList<>();
    tasks.forEach((task, gathered) -> summaries.add(gathered.summary(task)));
    return summaries;
  }

  private static final class Gathered {
    private int documents;
    private final Map<Regime, Integer> regimes = new EnumMap<>(Regime.class);
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> residuals = new ArrayList<>();
    private final List<Double> exponents = new ArrayList<>();
    private final List<Double> radii = new ArrayList<>();
    private final List<Double> starts = new ArrayList<>();
    private final SortedMap<Integer, Integer> agreeing = new TreeMap<>();

    void add(TraceDocument document) {
      documents++;
      document.regimes().forEach(regime -> regimes.merge(regime, 1, Integer::sum));
      addNumbers(document.rates(), rates);
      addLast(document.measure(PathMeasure.RESIDUAL), residuals);
      document.exponent().ifPresent(exponents::add);
      document.spectralRadius().ifPresent(radii::add);
      document.startDistance().ifPresent(table -> addLast(table, starts));
      List<Integer> depths = document.lensDepths();
      if (!depths.isEmpty()) {
        TraceTable said = document.lens("token");
        for (int depth = 0; depth < depths.size(); depth++) {
          int same = 0;
          for (int token = 0; token < said.shape().get(1); token++) {
            same += said.get(depth, token) == said.get(depths.size() - 1, token) ? 1 : 0;
          }
          agreeing.merge(depths.get(depth), same, Integer::sum);
        }
      }
    }

    private static void addLast(TraceTable table, List<Double> to) {
      int tokens = table.shape().get(1);
      float[] values = table.values();
      addNumbers(Arrays.copyOfRange(values, values.length - tokens, values.length), to);
    }

    private static void addNumbers(float[] values, List<Double> to) {
      for (float value : values) {
        if (!Float.isNaN(value)) {
          to.add((double) value);
        }
      }
    }

    TraceSummary summary(String task) {
      int tokens = regimes.values().stream().mapToInt(Integer::intValue).sum();
      SortedMap<Integer, Double> agreement = new TreeMap<>();
      agreeing.forEach((depth, same) -> agreement.put(depth, (double) same / tokens));
      return new TraceSummary(
          task,
          documents,
          tokens,
          regimes,
          median(rates),
          median(residuals),
          mean(exponents),
          mean(radii),
          mean(starts),
          agreement);
    }

    private static OptionalDouble mean(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).average();
    }

    private static OptionalDouble median(List<Double> values) {
      double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      int half = sorted.length / 2;
      return sorted.length == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(
              sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
    }
  }
}
