package dev.plumbline.runner.recurrence;

import dev.plumbline.runner.backend.Outputs;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.cache.PartCache;
import java.util.Set;

/** What the coda makes of a state before it predicts, for tests. */
public final class Latents {
  private Latents() {}

  /** The state after the norm that follows the recurrence, [tokens][channels]. */
  public static float[][] of(
      Recurrence recurrence, HiddenState state, PackedBatch batch, PartCache cache) {
    long[] any = {0};
    try (Outputs outputs = recurrence.coda(state, batch, cache, any, any, Set.of("latent"))) {
      float[][] rows = new float[state.tokens()][state.channels()];
      for (int token = 0; token < rows.length; token++) {
        outputs.floats("latent").get(token * state.channels(), rows[token]);
      }
      return rows;
    }
  }
}
