package dev.plumbline.runner.recurrence;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Backend;
import dev.plumbline.runner.backend.Graph;
import dev.plumbline.runner.backend.Outputs;
import dev.plumbline.runner.backend.Tensor;
import dev.plumbline.runner.batch.ExitRule;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Model;
import dev.plumbline.runner.bundle.ModelShape;
import dev.plumbline.runner.cache.PartCache;
import dev.plumbline.runner.cache.PassCaches;
import dev.plumbline.runner.network.Network.Update;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The model's three parts in order: {@code e = prelude(tokens)}, {@code s_i = core(s_{i-1}, e)},
 * and at each exit {@code coda(s_i)} (arXiv 2502.05171, section 3.1). Of a network without
 * injection the prelude's output is {@code s_0}, and {@code s_i = core(s_{i-1})}.
 */
public final class Recurrence {
  private final Backend backend;
  private final Model model;
  private final InitialStates states;
  private final Optional<StateNoise> noise;
  private final boolean recordGates;
  private final boolean injection;
  private final Graph prelude;
  private final Graph core;
  private final Graph coda;
  private final Arena arena;

  /**
   * Opens a bundle's graphs, which stay open as long as the backend.
   *
   * @param states not asked for where the prelude's output is the first state
   * @param recordGates whether exits tell what the exit gate made of each iteration's states
   */
  public Recurrence(Backend backend, Bundle bundle, InitialStates states, boolean recordGates) {
    this.backend = backend;
    this.model = bundle.description().model();
    this.states = states;
    this.noise = Optional.empty();
    this.recordGates = recordGates;
    this.injection = model.initialState().isPresent();
    List<Graph> graphs =
        backend.open(
            Stream.of("core.onnx", "prelude.onnx", "coda.onnx").map(bundle::graph).toList());
    this.core = graphs.get(0);
    this.prelude = graphs.get(1);
    this.coda = graphs.get(2);
    this.arena = backend.arena();
  }

  private Recurrence(Recurrence other, InitialStates states, Optional<StateNoise> noise) {
    this.backend = other.backend;
    this.model = other.model;
    this.states = states;
    this.noise = noise;
    this.recordGates = other.recordGates;
    this.injection = other.injection;
    this.prelude = other.prelude;
    this.core = other.core;
    this.coda = other.coda;
    this.arena = other.arena;
  }

  /** The same graphs, which are not loaded again, from other states. */
  public Recurrence startingAt(InitialStates others) {
    return new Recurrence(this, others, noise);
  }

  /** The same graphs, which are not loaded again, with this noise or none. */
  public Recurrence under(Optional<StateNoise> other) {
    return new Recurrence(this, states, other);
  }

  public ModelShape shape() {
    return model.shape();
  }

  /** Whether exits tell what the exit gate made of each iteration's states. */
  public boolean recordsGates() {
    return recordGates && model.exitGate();
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
    run(batch, rule, rule.exits(), caches, observer);
  }

  /**
   * Runs the prelude once and the core up to the last exit, some of which are a draft's.
   *
   * @param depths the r's for which the rows run, which a damped core goes by
   */
  public void run(
      PackedBatch batch,
      ExitRule rule,
      List<Integer> depths,
      PassCaches caches,
      StateObserver observer) {
    try (Arena.Frame memory = memory();
        RunningRows running = new RunningRows(memory, batch)) {
      HiddenState embedded = embedded(memory, batch, caches.prelude());
      CorePass pass =
          injection
              ? new CorePass(core, memory, states.at(memory, batch), Optional.of(embedded))
              : new CorePass(core, memory, embedded, Optional.empty());
      prepare(pass, memory, depths, recordGates);
      iterate(pass, 1, running, rule, caches, observer);
    }
  }

  /** Room for states that go on later. */
  public KeptStates newStates(Arena.Frame memory, int tokens) {
    return KeptStates.of(memory, tokens, shape().width(), injection);
  }

  /**
   * Goes on with tokens that ran some iterations, up to the last exit.
   *
   * @param from the batch's tokens; what they hold is lost
   * @param iterations that they ran
   * @param depths the r's for which the rows run, which a damped core goes by
   */
  public void resume(
      KeptStates from,
      int iterations,
      PackedBatch batch,
      ExitRule rule,
      List<Integer> depths,
      PassCaches caches,
      StateObserver observer) {
    try (Arena.Frame memory = memory();
        RunningRows running = new RunningRows(memory, batch)) {
      CorePass pass = new CorePass(core, memory, from.states(), from.injected());
      prepare(pass, memory, depths, recordGates);
      iterate(pass, iterations + 1, running, rule, caches, observer);
    }
  }

  private void prepare(
      CorePass pass, Arena.Frame memory, List<Integer> depths, boolean recordsGates) {
    if (model.update() == Update.DAMPED) {
      pass.dampTo(memory, depths);
    }
    if (model.exitGate()) {
      pass.addGate(memory, recordsGates);
    }
    noise.ifPresent(pass::addNoise);
  }

  private static void iterate(
      CorePass pass,
      int first,
      RunningRows running,
      ExitRule rule,
      PassCaches caches,
      StateObserver observer) {
    List<Integer> exits = rule.exits();
    for (int i = first; i <= exits.get(exits.size() - 1); i++) {
      PackedBatch rows = running.first(rule.running(i));
      if (rows.size() == 0) {
        return;
      }
      pass.iterate(rows, caches.core(i));
      if (exits.contains(i)) {
        observer.reached(pass.exit(i));
      }
    }
  }

  /**
   * Runs the prelude, and stands before the first iteration.
   *
   * @param memory that the pass lives in
   * @param iterations that it runs at most
   * @param starts [channels] of each token of the batch that takes the place of its s_0, or null;
   *     only where states are drawn
   */
  public StepwisePass begin(
      Arena.Frame memory,
      PackedBatch batch,
      PartCache cache,
      int iterations,
      List<float[]> starts) {
    HiddenState embedded = embedded(memory, batch, cache);
    HiddenState start = injection ? states.at(memory, batch) : embedded;
    for (int i = 0; i < starts.size(); i++) {
      if (starts.get(i) != null) {
        start.put(i, starts.get(i));
      }
    }
    CorePass pass =
        new CorePass(core, memory, start, injection ? Optional.of(embedded) : Optional.empty());
    prepare(pass, memory, List.of(iterations), true);
    return new StepwisePass(pass);
  }

  private HiddenState embedded(Arena.Frame memory, PackedBatch batch, PartCache cache) {
    HiddenState embedded = HiddenState.of(memory, batch.size(), shape().width());
    try (Tensor ids = memory.tensor(batch.tokens(), batch.size());
        Tensor made = embedded.tensor()) {
      Map<String, Tensor> written = Map.of(injection ? "injected" : "state", made);
      PartCall.run(prelude, Map.of("input_ids", ids), batch, cache, written, Set.of()).close();
    }
    return embedded;
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
      return PartCall.run(coda, inputs, batch, cache, Map.of(), outputs);
    }
  }

  /** Ends profiling: microseconds by part and operator. */
  public Map<String, Map<String, Long>> endProfile() {
    return Map.of(
        "prelude", prelude.endProfile(), "core", core.endProfile(), "coda", coda.endProfile());
  }
}
