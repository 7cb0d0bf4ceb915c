package dev.plumbline.runner.recurrence;

import dev.plumbline.runner.backend.Arena;
import java.util.List;
import java.util.Optional;

/**
 * States of tokens that left the core, to go on from there, and what the core sees besides.
 *
 * @param injected absent where the core takes nothing but the state
 */
public record KeptStates(HiddenState states, Optional<HiddenState> injected) {

  static KeptStates of(Arena.Frame memory, int tokens, int channels, boolean injection) {
    return new KeptStates(
        HiddenState.of(memory, tokens, channels),
        injection ? Optional.of(HiddenState.of(memory, tokens, channels)) : Optional.empty());
  }

  /** Copies a pass's token. */
  public void put(int token, ExitState from, int fromToken) {
    states.put(token, from.last(), fromToken);
    injected.ifPresent(all -> all.put(token, from.injected().orElseThrow(), fromToken));
  }

  /** Copies some tokens, which then lie side by side. */
  public KeptStates gather(Arena.Frame memory, List<Integer> tokens) {
    KeptStates gathered = of(memory, tokens.size(), states.channels(), injected.isPresent());
    for (int i = 0; i < tokens.size(); i++) {
      gathered.states.put(i, states, tokens.get(i));
      if (injected.isPresent()) {
        gathered.injected.orElseThrow().put(i, injected.get(), tokens.get(i));
      }
    }
    return gathered;
  }
}
