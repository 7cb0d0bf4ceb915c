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

  /** The logits at one place, [vocabulary]. */
  public float[] logitsAt(int place) {
    FloatBuffer all = logits.orElseThrow();
    float[] row = new float[all.capacity() / argmax.capacity()];
    all.get(place * row.length, row);
    return row;
  }
}
