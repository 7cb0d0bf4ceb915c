package dev.plumbline.runner.recurrence;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Optional;

/**
 * What the model predicts at some places of a call, one entry per place.
 *
 * @param targetLogprob natural log of the target's probability; NaN if any logit is
 * @param argmax the most likely token
 * @param logits [places, vocabulary]; absent where they were not asked for
 */
public record Head(FloatBuffer targetLogprob, LongBuffer argmax, Optional<FloatBuffer> logits) {

  /** What is predicted at one place, for the most likely token. */
  public static Head of(float[] logits) {
    int most = 0;
    boolean numbers = !Float.isNaN(logits[0]);
    for (int token = 1; token < logits.length; token++) {
      numbers &= !Float.isNaN(logits[token]);
      most = logits[token] > logits[most] ? token : most;
    }
    return new Head(
        FloatBuffer.wrap(new float[] {numbers ? logprob(logits, most) : Float.NaN}),
        LongBuffer.wrap(new long[] {most}),
        Optional.of(FloatBuffer.wrap(logits)));
  }

  /** Natural log of a token's probability at one place, from the logits. */
  public float logprob(int place, int token) {
    return logprob(logitsAt(place), token);
  }

  private static float logprob(float[] row, int token) {
    double most = Float.NEGATIVE_INFINITY;
    for (float logit : row) {
      most = Math.max(most, logit);
    }
    double sum = 0;
    for (float logit : row) {
      sum += Math.exp(logit - most);
    }
    return (float) (row[token] - most - Math.log(sum));
  }

  /** The logits at one place, [vocabulary]. */
  public float[] logitsAt(int place) {
    FloatBuffer all = logits.orElseThrow();
    float[] row = new float[all.capacity() / argmax.capacity()];
    all.get(place * row.length, row);
    return row;
  }
}
