package dev.plumbline.runner.recurrence;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Floats;
import dev.plumbline.runner.backend.Outputs;
import dev.plumbline.runner.backend.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a pass keeps for the core's exit gate from one iteration to the next: the names are the
 * graph's.
 */
final class ExitGate {
  private final boolean record;
  private final HiddenState expected;
  private HiddenState exited;
  private HiddenState nextExited;
  private Floats remaining;
  private Floats nextRemaining;
  private final List<float[]> gates = new ArrayList<>();

  /**
   * Before the first iteration.
   *
   * @param record whether {@link #gates} are wanted
   */
  ExitGate(Arena.Frame memory, int tokens, int channels, boolean record) {
    this.record = record;
    expected = HiddenState.of(memory, tokens, channels);
    exited = HiddenState.of(memory, tokens, channels);
    nextExited = HiddenState.of(memory, tokens, channels);
    remaining = memory.floats(tokens);
    nextRemaining = memory.floats(tokens);
    float[] all = new float[tokens];
    Arrays.fill(all, 1);
    remaining.put(0, all);
  }

  Map<String, Tensor> inputs(int tokens) {
    return Map.of(
        "exited", exited.slice(0, tokens).tensor(), "remaining", first(remaining, tokens));
  }

  Map<String, Tensor> written(int tokens) {
    return Map.of(
        "expected_state", expected(tokens).tensor(),
        "next_exited", nextExited.slice(0, tokens).tensor(),
        "next_remaining", first(nextRemaining, tokens));
  }

  private static Tensor first(Floats numbers, int tokens) {
    return numbers.slice(0, tokens).tensor(tokens);
  }

  /** The first tokens' states after this iteration, if it is the last. */
  HiddenState expected(int tokens) {
    return expected.slice(0, tokens);
  }

  /** Outputs that are wanted besides. */
  Set<String> recorded() {
    return record ? Set.of("gate") : Set.of();
  }

  /** Goes on with some tokens, ascending; what was recorded of them stays. */
  void retain(int[] tokens) {
    exited.retain(tokens);
    for (int i = 0; i < tokens.length; i++) {
      if (i != tokens[i]) {
        remaining.copy(i, remaining, tokens[i], 1);
      }
    }
    for (int i = 0; i < gates.size(); i++) {
      float[] all = gates.get(i);
      float[] some = new float[tokens.length];
      for (int j = 0; j < tokens.length; j++) {
        some[j] = all[tokens[j]];
      }
      gates.set(i, some);
    }
  }

  /** After an iteration: what was written is what the next one reads. */
  void advance(Outputs made) {
    HiddenState read = exited;
    exited = nextExited;
    nextExited = read;
    Floats before = remaining;
    remaining = nextRemaining;
    nextRemaining = before;
    if (record) {
      FloatBuffer values = made.floats("gate");
      float[] gate = new float[values.remaining()];
      values.get(gate);
      gates.add(gate);
    }
  }

  /** Before the sigmoid, [iterations][tokens], of all iterations so far; empty if not recorded. */
  List<float[]> gates() {
    return List.copyOf(gates);
  }
}
