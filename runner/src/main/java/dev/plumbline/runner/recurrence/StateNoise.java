package dev.plumbline.runner.recurrence;

import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Noise that states take before an iteration, which depends on position and iteration alone. */
public final class StateNoise {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** Zero, of which a draw might be made, has no finite quantile. */
  private static final double LEAST = Double.MIN_NORMAL;

  private final IntToDoubleFunction share;
  private final Draw draw;
  private final Optional<StateNorm> norm;

  /** Where noise comes from. */
  @FunctionalInterface
  interface Draw {
    /** As many numbers as there are channels. */
    float[] at(int position, int iteration, int channels);
  }

  /**
   * Mixes states with numbers.
   *
   * @param share of the numbers in an iteration, from 1; the state has the rest
   * @param norm applied to the mixture, if there is one
   */
  StateNoise(IntToDoubleFunction share, Draw draw, Optional<StateNorm> norm) {
    this.share = share;
    this.draw = draw;
    this.norm = norm;
  }

  /** Mixes states with standard normal numbers. */
  public static StateNoise drawn(IntToDoubleFunction share, long seed, Optional<StateNorm> norm) {
    return new StateNoise(
        share, (position, iteration, channels) -> draw(seed, position, iteration, channels), norm);
  }

  private static float[] draw(long seed, int position, int iteration, int channels) {
    UniformRandomProvider uniform = CounterRandom.NOISE.stream(seed, position, iteration);
    float[] numbers = new float[channels];
    for (int channel = 0; channel < channels; channel++) {
      numbers[channel] = (float) NORMAL.inverseCumulativeProbability(uniform.nextDouble(LEAST, 1));
    }
    return numbers;
  }

  /**
   * Puts noise into states.
   *
   * @param positions of their tokens
   * @param iteration that reads them, from 1
   */
  void into(HiddenState states, LongBuffer positions, int iteration) {
    double noise = share.applyAsDouble(iteration);
    int channels = states.channels();
    Map<Integer, float[]> drawn = new HashMap<>();
    for (int token = 0; token < states.tokens(); token++) {
      float[] numbers =
          drawn.computeIfAbsent(
              (int) positions.get(token), position -> draw.at(position, iteration, channels));
      float[] state = states.get(token, 1);
      for (int channel = 0; channel < channels; channel++) {
        state[channel] = (float) (state[channel] * (1 - noise) + numbers[channel] * noise);
      }
      norm.ifPresent(n -> n.apply(state));
      states.put(token, state);
    }
  }
}
