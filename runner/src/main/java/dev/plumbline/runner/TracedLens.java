package dev.plumbline.runner;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What would be said after each token of a text if the core stopped earlier. */
public final class TracedLens {
  private final List<Integer> depths;

  /** Each [depths][tokens]. */
  private final Map<LensNumber, float[][]> numbers = new EnumMap<>(LensNumber.class);

  TracedLens(List<Integer> depths, int tokens) {
    this.depths = List.copyOf(depths);
    for (LensNumber number : LensNumber.values()) {
      numbers.put(number, new float[depths.size()][tokens]);
    }
  }

  /** Iterations, ascending; the last one's prediction is what the others are compared with. */
  public List<Integer> depths() {
    return depths;
  }

  /** A number of each token, [depths][tokens]; ids are whole. Not copied. */
  public float[][] of(LensNumber number) {
    return numbers.get(number);
  }

  /**
   * Notes a prediction.
   *
   * @param logs natural logs of its probabilities, [vocabulary]
   * @param last those of the deepest prediction
   */
  void put(int depth, int at, double[] logs, double[] last) {
    int most = largest(logs);
    int said = largest(last);
    int better = 0;
    double entropy = 0;
    double divergence = 0;
    for (int id = 0; id < logs.length; id++) {
      better += logs[id] > logs[said] ? 1 : 0;
      double p = Math.exp(logs[id]);
      // 0 log 0 is 0, also of tokens that no logit allows.
      if (p > 0) {
        entropy -= p * logs[id];
        divergence += p * (logs[id] - last[id]);
      }
    }
    of(LensNumber.TOKEN)[depth][at] = most;
    of(LensNumber.PROBABILITY)[depth][at] = (float) Math.exp(logs[most]);
    of(LensNumber.ENTROPY)[depth][at] = (float) entropy;
    of(LensNumber.FINAL_RANK)[depth][at] = better + 1;
    of(LensNumber.FINAL_LOG_PROBABILITY)[depth][at] = (float) logs[said];
    of(LensNumber.DIVERGENCE)[depth][at] = (float) Math.max(0, divergence);
  }

  private static int largest(double[] logs) {
    int most = 0;
    for (int id = 1; id < logs.length; id++) {
      most = logs[id] > logs[most] ? id : most;
    }
    return most;
  }
}
