package dev.plumbline.runner.recurrence;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.batch.PackedBatch;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;

/** The state s_0 of each token, by its position. */
public final class InitialStates {
  private final int channels;
  private final IntFunction<float[]> byPosition;

  /**
   * Any states.
   *
   * @param byPosition [channels] for a rotary position from 0
   */
  public InitialStates(int channels, IntFunction<float[]> byPosition) {
    this.channels = channels;
    this.byPosition = byPosition;
  }

  public static InitialStates zeros(int channels) {
    float[] zeros = new float[channels];
    return new InitialStates(channels, position -> zeros);
  }

  /**
   * Draws from a normal distribution with mean 0 that is cut on both sides.
   *
   * @param cut where, in standard deviations
   * @param deviation standard deviation before the cut; 0 gives zeros
   */
  public static InitialStates drawn(int channels, long seed, double cut, double deviation) {
    if (deviation == 0) {
      return zeros(channels);
    }
    TruncatedNormalDistribution normal = TruncatedNormalDistribution.of(0, 1, -cut, cut);
    Map<Integer, float[]> drawn = new ConcurrentHashMap<>();
    return new InitialStates(
        channels,
        position ->
            drawn.computeIfAbsent(position, p -> draw(channels, seed, p, normal, deviation)));
  }

  private static float[] draw(
      int channels, long seed, int position, TruncatedNormalDistribution normal, double deviation) {
    UniformRandomProvider uniform = CounterRandom.INITIAL_STATE.stream(seed, position, 0);
    float[] state = new float[channels];
    for (int channel = 0; channel < state.length; channel++) {
      state[channel] =
          (float) (deviation * normal.inverseCumulativeProbability(uniform.nextDouble()));
    }
    return state;
  }

  /** The states of a batch's tokens. */
  HiddenState at(Arena.Frame memory, PackedBatch batch) {
    HiddenState states = HiddenState.of(memory, batch.size(), channels);
    for (int i = 0; i < batch.size(); i++) {
      states.numbers().put(i * channels, byPosition.apply((int) batch.positions().get(i)));
    }
    return states;
  }
}
