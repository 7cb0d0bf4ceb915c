package dev.plumbline.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.Result;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

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

  /** The keys and values that a pass reads and makes, by part. */
  interface Caches {
    PartCache prelude() throws OrtException;

    /**
     * What the core reads and makes in one iteration.
     *
     * @param iteration from 1
     */
    PartCache core(int iteration) throws OrtException;
  }

  /** Called at each depth of a sweep with the state there, which lives during the call only. */
  interface DepthVisitor {
    void reached(int iterations, HiddenState state) throws OrtException;
  }

  /** Runs prelude once and the core to the deepest r, stopping by at each r. */
  void run(Layout layout, Caches caches, Sweep sweep, DepthVisitor visitor) throws OrtException {
    run(i -> layout, caches, sweep.iterations(), visitor);
  }

  /**
   * Runs prelude once and the core to the deepest r; rows may leave on the way.
   *
   * @param layouts by iteration from 1, each with the first rows of the one before
   * @param stops the depths to stop by, ascending
   */
  void run(IntFunction<Layout> layouts, Caches caches, List<Integer> stops, DepthVisitor visitor)
      throws OrtException {
    Layout all = layouts.apply(1);
    try (Arena.Frame memory = memory();
        OnnxTensor ids = Tensors.of(all.tokens(), all.size())) {
      HiddenState injected = HiddenState.of(memory, all.size(), states.channels());
      try (OnnxTensor made = injected.tensor()) {
        prelude.run(
            Map.of("input_ids", ids), all, caches.prelude(), Map.of("injected", made), Set.of());
      }
      HiddenState state = states.at(memory, all);
      HiddenState next = HiddenState.of(memory, all.size(), states.channels());
      for (int i = 1; i <= stops.get(stops.size() - 1); i++) {
        Layout layout = layouts.apply(i);
        HiddenState from = state.slice(0, layout.size());
        state = next.slice(0, layout.size());
        next = from;
        iterate(from, injected.slice(0, layout.size()), state, layout, caches.core(i));
        if (stops.contains(i)) {
          visitor.reached(i, state);
        }
      }
    }
  }

  private void iterate(
      HiddenState from, HiddenState injected, HiddenState to, Layout layout, PartCache cache)
      throws OrtException {
    try (OnnxTensor state = from.tensor();
        OnnxTensor input = injected.tensor();
        OnnxTensor next = to.tensor()) {
      core.run(
          Map.of("state", state, "injected", input),
          layout,
          cache,
          Map.of("next_state", next),
          Set.of());
    }
  }

  /**
   * What is wanted of the logits at some places of a call.
   *
   * @param places the tokens whose logits are wanted, flat
   * @param targets a token id for each, whose probability is wanted
   * @param allLogits whether the whole vocabulary's are wanted, too
   */
  Head head(
      HiddenState state,
      Layout layout,
      PartCache cache,
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

  /** The state at a depth after the norm that follows the recurrence: [rows][tokens][n_embd]. */
  float[][][] latent(HiddenState state, Layout layout, PartCache cache) throws OrtException {
    try (Result result =
        coda(state, layout, cache, new long[] {0}, new long[] {0}, Set.of("latent"))) {
      float[][] flat = (float[][]) tensor(result, "latent").getValue();
      float[][][] byRow = new float[layout.rows()][][];
      Arrays.setAll(
          byRow,
          row -> Arrays.copyOfRange(flat, layout.firstToken(row), layout.firstToken(row + 1)));
      return byRow;
    }
  }

  private Result coda(
      HiddenState state,
      Layout layout,
      PartCache cache,
      long[] places,
      long[] targets,
      Set<String> outputs)
      throws OrtException {
    try (OnnxTensor tokens = state.tensor();
        OnnxTensor rows = Tensors.of(LongBuffer.wrap(places), places.length);
        OnnxTensor ids = Tensors.of(LongBuffer.wrap(targets), targets.length)) {
      Map<String, OnnxTensor> inputs = Map.of("state", tokens, "rows", rows, "targets", ids);
      return coda.run(inputs, layout, cache, Map.of(), outputs);
    }
  }

  /** Where the time went, longest first; see {@link ModelOptions#profile}. */
  List<OperatorTime> profile() throws OrtException {
    return Profiler.end(Map.of("prelude", prelude, "core", core, "coda", coda));
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
