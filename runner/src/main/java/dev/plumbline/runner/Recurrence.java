package dev.plumbline.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.Result;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The model's three parts in order: {@code e = prelude(tokens)}, {@code s_i = core(s_{i-1}, e)},
 * and at each depth asked for {@code coda(s_i)} (arXiv 2502.05171, section 3.1).
 */
final class Recurrence implements AutoCloseable {
  private final Graph prelude;
  private final Graph core;
  private final Graph coda;
  private final InitialStates states;
  private final Arena arena = new Arena();

  Recurrence(Graph prelude, Graph core, Graph coda, InitialStates states) {
    this.prelude = prelude;
    this.core = core;
    this.coda = coda;
    this.states = states;
  }

  /** Memory for what calls of this model read and write. */
  Arena.Frame memory() {
    return arena.frame();
  }

  /** The keys and values that a pass reads and writes, by part. */
  interface Caches {
    KeyValues.View prelude();

    /**
     * What the core reads and writes in one iteration.
     *
     * @param iteration from 1
     */
    KeyValues.View core(int iteration);
  }

  /** Called at each depth of a sweep with the state there, which lives during the call only. */
  interface DepthVisitor {
    void reached(int iterations, OnnxTensor state) throws OrtException;
  }

  /** Runs prelude once and the core to the deepest r, stopping by at each r. */
  void run(Layout layout, Caches caches, Sweep sweep, DepthVisitor visitor) throws OrtException {
    try (Arena.Frame memory = memory();
        OnnxTensor ids = Tensors.of(layout.tokens(), layout.rows(), layout.width());
        Result embedded =
            prelude.run(Map.of("input_ids", ids), layout, caches.prelude(), Set.of("embedding"));
        OnnxTensor initial = states.at(memory, layout)) {
      OnnxTensor embedding = tensor(embedded, "embedding");
      OnnxTensor state = initial;
      Result holder = null;
      try {
        for (int i = 1; i <= sweep.deepest(); i++) {
          Result next =
              core.run(
                  Map.of("state", state, "embedding", embedding),
                  layout,
                  caches.core(i),
                  Set.of("next_state"));
          if (holder != null) {
            holder.close();
          }
          holder = next;
          state = tensor(next, "next_state");
          if (sweep.iterations().contains(i)) {
            visitor.reached(i, state);
          }
        }
      } finally {
        if (holder != null) {
          holder.close();
        }
      }
    }
  }

  /**
   * What is wanted of the logits at some places of a call.
   *
   * @param places flat, row * width + column
   * @param targets a token id for each, whose probability is wanted
   * @param allLogits whether the whole vocabulary's are wanted, too
   */
  Head head(
      OnnxTensor state,
      Layout layout,
      KeyValues.View cache,
      long[] places,
      long[] targets,
      boolean allLogits)
      throws OrtException {
    Set<String> outputs = new HashSet<>(Set.of("target_logprob", "argmax"));
    if (allLogits) {
      outputs.add("logits");
    }
    try (Result result = coda(state, layout, cache, places, targets, outputs)) {
      return new Head(
          tensor(result, "target_logprob").getFloatBuffer(),
          tensor(result, "argmax").getLongBuffer(),
          allLogits ? Optional.of(tensor(result, "logits").getFloatBuffer()) : Optional.empty());
    }
  }

  /** The state at a depth after the norm that follows the recurrence: [rows, width, n_embd]. */
  float[][][] latent(OnnxTensor state, Layout layout, KeyValues.View cache) throws OrtException {
    try (Result result =
        coda(state, layout, cache, new long[] {0}, new long[] {0}, Set.of("latent"))) {
      return (float[][][]) tensor(result, "latent").getValue();
    }
  }

  private Result coda(
      OnnxTensor state,
      Layout layout,
      KeyValues.View cache,
      long[] places,
      long[] targets,
      Set<String> outputs)
      throws OrtException {
    try (OnnxTensor rows = Tensors.of(LongBuffer.wrap(places), places.length);
        OnnxTensor ids = Tensors.of(LongBuffer.wrap(targets), targets.length)) {
      return coda.run(Map.of("state", state, "rows", rows, "targets", ids), layout, cache, outputs);
    }
  }

  private static OnnxTensor tensor(Result result, String name) {
    return (OnnxTensor) result.get(name).orElseThrow();
  }

  @Override
  public void close() throws OrtException {
    prelude.close();
    core.close();
    coda.close();
  }

  /**
   * One entry per place asked for.
   *
   * @param targetLogprob natural log of the target's probability; NaN if any logit is
   * @param argmax the most likely token
   * @param logits [places, vocabulary]; absent where they were not asked for
   */
  record Head(FloatBuffer targetLogprob, LongBuffer argmax, Optional<FloatBuffer> logits) {

    /** The logits at one place, [vocabulary]. */
    float[] logitsAt(int place) {
      FloatBuffer all = logits.orElseThrow();
      float[] row = new float[all.capacity() / argmax.capacity()];
      all.get(place * row.length, row);
      return row;
    }
  }
}
