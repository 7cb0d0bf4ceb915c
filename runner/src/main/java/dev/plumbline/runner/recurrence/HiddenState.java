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

  /** Zeros, valid as long as the memory. */
  public static HiddenState of(Arena.Frame memory, int tokens, int channels) {
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
  public void put(int token, HiddenState from, int fromToken) {
    numbers.copy(token * channels, from.numbers, fromToken * channels, channels);
  }

  /** Sets some tokens' numbers, [count, channels] flat. */
  public void put(int from, float[] states) {
    numbers.put(from * channels, states);
  }

  /** Some tokens' numbers, [count, channels] flat. */
  public float[] get(int from, int count) {
    float[] some = new float[count * channels];
    numbers.get(from * channels, some);
    return some;
  }

  /**
   * Some tokens, copied side by side.
   *
   * @param tokens which
   */
  public HiddenState gathered(Arena.Frame memory, int[] tokens) {
    HiddenState some = of(memory, tokens.length, channels);
    for (int i = 0; i < tokens.length; i++) {
      some.put(i, this, tokens[i]);
    }
    return some;
  }

  /** Moves some tokens, ascending, to the front. */
  void retain(int[] tokens) {
    for (int i = 0; i < tokens.length; i++) {
      if (i != tokens[i]) {
        put(i, this, tokens[i]);
      }
    }
  }

  /** As a graph takes or gives it; the caller closes it. */
  public Tensor tensor() {
    return numbers.tensor(tokens(), channels);
  }
}
