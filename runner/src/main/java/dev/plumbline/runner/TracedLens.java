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
   * @param logits [vocabulary]
   * @param last those of the deepest prediction
   */
  void put(int depth, int at, float[] logits, float[] last) {
    int most = largest(logits);
    int said = largest(last);
    int better = 0;
    double sum = 0;
    double own = 0;
    double others = 0;
    for (int id = 0; id < logits.length; id++) {
      better += logits[id] > logits[said] ? 1 : 0;
      double weight = Math.exp((double) logits[id] - logits[most]);
      // 0 log 0 is 0, also of tokens that no logit allows.
      if (weight > 0) {
        sum += weight;
        own += weight * logits[id];
        others += weight * last[id];
      }
    }
    double total = logits[most] + Math.log(sum);
    double entropy = total - own / sum;
    double cross = logSum(last, said) - others / sum;
    of(LensNumber.TOKEN)[depth][at] = most;
    of(LensNumber.PROBABILITY)[depth][at] = (float) Math.exp(logits[most] - total);
    of(LensNumber.ENTROPY)[depth][at] = (float) Math.max(0, entropy);
    of(LensNumber.FINAL_RANK)[depth][at] = better + 1;
    of(LensNumber.FINAL_LOG_PROBABILITY)[depth][at] = (float) (logits[said] - total);
    of(LensNumber.DIVERGENCE)[depth][at] = (float) Math.max(0, cross - entropy);
  }

  private static double logSum(float[] logits, int most) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp((double) logit - logits[most]);
    }
    return logits[most] + Math.log(sum);
  }

  private static int largest(float[] logits) {
    int most = 0;
    for (int id = 1; id < logits.length; id++) {
      most = logits[id] > logits[most] ? id : most;
    }
    return most;
  }
}
