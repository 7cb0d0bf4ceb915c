package dev.plumbline.runner.recurrence;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Floats;
import dev.plumbline.runner.backend.Graph;
import dev.plumbline.runner.backend.Outputs;
import dev.plumbline.runner.backend.Tensor;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.cache.PartCache;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The iterations of the core in one pass, with what the network's kind of core takes and gives. */
final class CorePass {
  private final Graph core;
  private final Optional<HiddenState> injected;
  private Optional<Floats> step = Optional.empty();
  private Optional<ExitGate> gate = Optional.empty();
  private Optional<StateNoise> noise = Optional.empty();
  private int iterations = 0;
  private HiddenState state;
  private HiddenState next;

  /**
   * Before the first iteration.
   *
   * @param state s_0
   * @param injected what every iteration sees besides the state, if it does
   */
  CorePass(Graph core, Arena.Frame memory, HiddenState state, Optional<HiddenState> injected) {
    this.core = core;
    this.injected = injected;
    this.state = state;
    this.next = HiddenState.of(memory, state.tokens(), state.channels());
  }

  /** Goes a part of the way in each iteration, which depends on how many there are. */
  void dampTo(Arena.Frame memory, List<Integer> depths) {
    if (depths.size() > 1) {
      throw new IllegalArgumentException("a damped core has one r in a pass, not " + depths);
    }
    Floats part = memory.floats(1);
    part.put(0, new float[] {1f / depths.get(0)});
    step = Optional.of(part);
  }

  void addGate(Arena.Frame memory, boolean record) {
    gate = Optional.of(new ExitGate(memory, state.tokens(), state.channels(), record));
  }

  void addNoise(StateNoise before) {
    noise = Optional.of(before);
  }

  /** Goes on with some of the tokens that ran the last iteration, ascending. */
  void retain(int[] tokens) {
    state.retain(tokens);
    injected.ifPresent(all -> all.retain(tokens));
    gate.ifPresent(g -> g.retain(tokens));
  }

  /** The states of the tokens that ran the last iteration. */
  HiddenState state() {
    return state;
  }

  /** Runs the next iteration for a batch, of the tokens that ran the one before the first ones. */
  void iterate(PackedBatch batch, PartCache cache) {
    int tokens = batch.size();
    HiddenState from = state.slice(0, tokens);
    int iteration = ++iterations;
    noise.ifPresent(n -> n.into(from, batch.positions(), iteration));
    state = next.slice(0, tokens);
    next = from;
    Map<String, Tensor> inputs = new HashMap<>();
    Map<String, Tensor> written = new HashMap<>();
    inputs.put("state", from.tensor());
    written.put("next_state", state.tensor());
    injected.ifPresent(all -> inputs.put("injected", all.slice(0, tokens).tensor()));
    step.ifPresent(part -> inputs.put("step", part.tensor()));
    gate.ifPresent(g -> inputs.putAll(g.inputs(tokens)));
    gate.ifPresent(g -> written.putAll(g.written(tokens)));
    Set<String> recorded = gate.map(ExitGate::recorded).orElse(Set.of());
    try (Outputs made = PartCall.run(core, inputs, batch, cache, written, recorded)) {
      gate.ifPresent(g -> g.advance(made));
    } finally {
      inputs.values().forEach(Tensor::close);
      written.values().forEach(Tensor::close);
    }
  }

  /** After so many iterations. */
  ExitState exit(int iterations) {
    return new ExitState(
        iterations,
        state,
        gate.map(g -> g.expected(state.tokens())),
        gate.map(ExitGate::gates).orElse(List.of()),
        injected);
  }
}
