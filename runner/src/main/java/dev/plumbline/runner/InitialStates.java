package dev.plumbline.runner;

import dev.plumbline.runner.bundle.Architecture;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;

/** The state s_0 of each token, by its position. */
final class InitialStates {
  private final int channels;
  private final IntFunction<float[]> byPosition;

  /**
   * @param byPosition [n_embd] for a rotary position from 0
   */
  InitialStates(int channels, IntFunction<float[]> byPosition) {
    this.channels = channels;
    this.byPosition = byPosition;
  }

  static InitialStates of(InitialState kind, Architecture architecture) {
    int channels = architecture.nEmbd();
    if (kind instanceof InitialState.Random random && random.scale() > 0) {
      Map<Integer, float[]> drawn = new ConcurrentHashMap<>();
      return new InitialStates(
          channels,
          position -> drawn.computeIfAbsent(position, p -> draw(random, architecture, p)));
    }
    float[] zeros = new float[channels];
    return new InitialStates(channels, position -> zeros);
  }

  private static float[] draw(InitialState.Random random, Architecture architecture, int position) {
    Architecture.StateInit init = architecture.stateInit();
    TruncatedNormalDistribution normal =
        TruncatedNormalDistribution.of(0, 1, -init.cut(), init.cut());
    UniformRandomProvider uniform = CounterRandom.INITIAL_STATE.stream(random.seed(), position, 0);
    double scale = random.scale() * init.std() * init.scale();
    float[] state = new float[architecture.nEmbd()];
    for (int channel = 0; channel < state.length; channel++) {
      state[channel] = (float) (scale * normal.inverseCumulativeProbability(uniform.nextDouble()));
    }
    return state;
  }

  int channels() {
    return channels;
  }

  /** The states of a call's tokens. */
  HiddenState at(Arena.Frame memory, Layout layout) {
    HiddenState states = HiddenState.of(memory, layout.size(), channels);
    for (int i = 0; i < layout.size(); i++) {
      states.numbers().put(i * channels, byPosition.apply((int) layout.positions().get(i)));
    }
    return states;
  }
}
