package dev.plumbline.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.plumbline.runner.bundle.Architecture;
import java.nio.FloatBuffer;
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

  /** A new tensor [rows, width, n_embd], which the caller closes. */
  OnnxTensor at(Arena.Frame memory, Layout layout) throws OrtException {
    int tokens = layout.rows() * layout.width();
    FloatBuffer states = memory.floats((long) tokens * channels);
    for (int i = 0; i < tokens; i++) {
      states.put(byPosition.apply((int) layout.positions().get(i)));
    }
    return Tensors.of(states.rewind(), layout.rows(), layout.width(), channels);
  }
}
