package dev.plumbline.runner.recurrence;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Floats;
import dev.plumbline.runner.backend.Tensor;

/**
 * One vector for each token of a call, [tokens, channels], in memory that calls write to.
 *
 * @param numbers exactly these
 */
public record HiddenState(Floats numbers, int channels) {

  static HiddenState of(Arena.Frame memory, int tokens, int channels) {
    return new HiddenState(memory.floats((long) tokens * channels), channels);
  }

  public int tokens() {
    return numbers.size() / channels;
  }

  /** The tokens {@code from} to before {@code to}, not copied. */
  public HiddenState slice(int from, int to) {
    return new HiddenState(numbers.slice(from * channels, (to - from) * channels), channels);
  }

  /** Copies another's token. */
  void put(int token, HiddenState from, int fromToken) {
    numbers.copy(token * channels, from.numbers, fromToken * channels, 0, 1, channels);
  }

  /** As a graph takes or gives it; the caller closes it. */
  public Tensor tensor() {
    return numbers.tensor(tokens(), channels);
  }
}
