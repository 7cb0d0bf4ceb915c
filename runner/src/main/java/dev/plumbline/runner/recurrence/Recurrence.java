package dev.plumbline.runner.recurrence;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Backend;
import dev.plumbline.runner.backend.Floats;
import dev.plumbline.runner.backend.Graph;
import dev.plumbline.runner.backend.Outputs;
import dev.plumbline.runner.backend.Tensor;
import dev.plumbline.runner.batch.ExitRule;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.ModelShape;
import dev.plumbline.runner.cache.PartCache;
import dev.plumbline.runner.cache.PassCaches;
import dev.plumbline.runner.network.Network.Update;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The model's three parts in order: {@code e = prelude(tokens)}, {@code s_i = core(s_{i-1}, e)},
 * and at each exit {@code coda(s_i)} (arXiv 2502.05171, section 3.1). Of a network without
 * injection the prelude's output is {@code s_0}, and {@code s_i = core(s_{i-1})}.
 */
public final class Recurrence {
  private final Backend backend;
  private final ModelShape shape;
  private final InitialStates states;
  private final boolean injection;
  private final boolean damped;
  private final Graph prelude;
  private final Graph core;
  private final Graph coda;
  private final Arena arena;

  /**
   * Opens a bundle's graphs, which stay open as long as the backend.
   *
   * @param states not asked for where the prelude's output is the first state
   */
  public Recurrence(Backend backend, Bundle bundle, InitialStates states) {
    this.backend = backend;
    this.shape = bundle.shape();
    this.states = states;
    this.injection = bundle.initialState().isPresent();
    this.damped = bundle.description().model().update() == Update.DAMPED;
    this.prelude = backend.open(bundle.graph("prelude.onnx"));
    this.core = backend.open(bundle.graph("core.onnx"));
    this.coda = backend.open(bundle.graph("coda.onnx"));
    this.arena = backend.arena();
  }

  public ModelShape shape() {
    return shape;
  }

  /** Memory for what calls of this model read and write. */
  public Arena.Frame memory() {
    return arena.frame();
  }

  /** Memory of its own, for what outlives some calls. */
  public Arena newArena() {
    return backend.arena();
  }

  /**
   * Runs the prelude once and the core up to the last exit.
   *
   * @param batch with one token in each row, if rows leave on the way
   */
  public void run(PackedBatch batch, ExitRule rule, PassCaches caches, StateObserver observer) {
    List<Integer> exits = rule.exits();
    try (Arena.Frame memory = memory();
        RunningRows running = new RunningRows(memory, batch)) {
      HiddenState embedded = HiddenState.of(memory, batch.size(), shape.width());
      try (Tensor ids = memory.tensor(batch.tokens(), batch.size());
          Tensor made = embedded.tensor()) {
        call(
            prelude,
            Map.of("input_ids", ids),
            batch,
            caches.prelude(),
            Map.of(injection ? "injected" : "state", made),
            Set.of());
      }
      HiddenState state = injection ? states.at(memory, batch) : embedded;
      HiddenState next = HiddenState.of(memory, batch.size(), shape.width());
      Floats step = memory.floats(1);
      step.put(0, step(exits));
      for (int i = 1; i <= exits.get(exits.size() - 1); i++) {
        PackedBatch rows = running.first(rule.running(i));
        HiddenState from = state.slice(0, rows.size());
        state = next.slice(0, rows.size());
        next = from;
        iterate(from, embedded.slice(0, rows.size()), step, state, rows, caches.core(i));
        if (exits.contains(i)) {
          observer.reached(i, state);
        }
      }
    }
  }

  /** What part of the way a damped core goes; all rows have the same number of iterations then. */
  private float[] step(List<Integer> exits) {
    if (damped && exits.size() > 1) {
      throw new IllegalArgumentException("a damped core runs to one exit in a pass, not " + exits);
    }
    return new float[] {1f / exits.get(0)};
  }

  private void iterate(
      HiddenState from,
      HiddenState embedded,
      Floats step,
      HiddenState to,
      PackedBatch batch,
      PartCache cache) {
    try (Tensor state = from.tensor();
        Tensor input = embedded.tensor();
        Tensor part = step.tensor();
        Tensor next = to.tensor()) {
      Map<String, Tensor> inputs = new HashMap<>(Map.of("state", state));
      if (injection) {
        inputs.put("injected", input);
      }
      if (damped) {
        inputs.put("step", part);
      }
      call(core, inputs, batch, cache, Map.of("next_state", next), Set.of());
    }
  }

  /**
   * What the model predicts at some places of a call.
   *
   * @param state of the batch's tokens at an exit
   * @param places the tokens whose logits are wanted, flat
   * @param targets a token id for each, whose probability is wanted
   * @param allLogits whether the whole vocabulary's are wanted, too
   */
  public Head head(
      HiddenState state,
      PackedBatch batch,
      PartCache cache,
      long[] places,
      long[] targets,
      boolean allLogits) {
    Set<String> wanted =
        allLogits
            ? Set.of("target_logprob", "argmax", "logits")
            : Set.of("target_logprob", "argmax");
    try (Outputs outputs = coda(state, batch, cache, places, targets, wanted)) {
      return new Head(
          outputs.floats("target_logprob"),
          outputs.longs("argmax"),
          allLogits ? Optional.of(outputs.floats("logits")) : Optional.empty());
    }
  }

  /** Some outputs of the coda, by name; the caller closes them. */
  Outputs coda(
      HiddenState state,
      PackedBatch batch,
      PartCache cache,
      long[] places,
      long[] targets,
      Set<String> outputs) {
    try (Arena.Frame memory = memory();
        Tensor tokens = state.tensor();
        Tensor rows = memory.tensor(LongBuffer.wrap(places), places.length);
        Tensor ids = memory.tensor(LongBuffer.wrap(targets), targets.length)) {
      Map<String, Tensor> inputs = Map.of("state", tokens, "rows", rows, "targets", ids);
      return call(coda, inputs, batch, cache, Map.of(), outputs);
    }
  }

  /** Runs a part; its new keys and values land where {@code cache} wants them. */
  private static Outputs call(
      Graph graph,
      Map<String, Tensor> inputs,
      PackedBatch batch,
      PartCache cache,
      Map<String, Tensor> written,
      Set<String> outputs) {
    Map<String, Tensor> fed = new HashMap<>(inputs);
    fed.putAll(batch.inputs());
    fed.putAll(cache.earlier());
    Map<String, Tensor> pinned = new HashMap<>(written);
    pinned.putAll(cache.made());
    Outputs made = graph.run(fed, pinned, outputs);
    cache.keep().run();
    return made;
  }

  /** Ends profiling: microseconds by part and operator. */
  public Map<String, Map<String, Long>> endProfile() {
    return Map.of(
        "prelude", prelude.endProfile(), "core", core.endProfile(), "coda", coda.endProfile());
  }
}
