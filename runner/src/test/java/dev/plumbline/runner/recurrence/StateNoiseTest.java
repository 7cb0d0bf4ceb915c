package dev.plumbline.runner.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.HostBackend;
import dev.plumbline.runner.backend.HostNumbers;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StateNoiseTest {
  private static final int CHANNELS = 1000;

  /** States of ones after noise. */
  private static float[][] noised(
      StateNoise noise, int channels, int iteration, long... positions) {
    try (HostBackend backend = HostBackend.ofPackedWeights(OptionalInt.empty(), false);
        Arena.Frame memory = backend.arena().frame()) {
      HiddenState states = HiddenState.of(memory, positions.length, channels);
      float[] ones = new float[positions.length * channels];
      Arrays.fill(ones, 1);
      states.numbers().put(0, ones);
      noise.into(states, LongBuffer.wrap(positions), iteration);
      return HostNumbers.rows(states.numbers(), channels);
    }
  }

  private static StateNoise drawn(long seed, double share) {
    return StateNoise.drawn(iteration -> share, seed, Optional.empty());
  }

  @Test
  void stateAndNumbersAreMixedByTheIterationsShare() {
    StateNoise noise =
        new StateNoise(
            iteration -> 0.1 * iteration,
            (position, iteration, channels) -> new float[] {position, -position},
            Optional.empty());
    // 0.7 of 1 and 0.3 of 5 and of -5; 0.7 of 1 and nothing.
    float[][] states = noised(noise, 2, 3, 5, 0);
    assertThat(states[0]).containsExactly(new float[] {2.2f, -0.8f}, within(1e-6f));
    assertThat(states[1]).containsExactly(new float[] {0.7f, 0.7f}, within(1e-6f));
  }

  @Test
  void normDividesByTheRootMeanSquareAndTakesTheWeight() {
    StateNoise noise =
        new StateNoise(
            iteration -> 1,
            (position, iteration, channels) -> new float[] {1, 7},
            Optional.of(new StateNorm(new float[] {2, 3}, 0)));
    // The mean of 1 and 49 is 25.
    assertThat(noised(noise, 2, 1, 0)[0])
        .containsExactly(new float[] {2 / 5f, 21 / 5f}, within(1e-6f));
  }

  @Test
  void numbersAreStandardNormal() {
    float[][] states = noised(drawn(7, 1), CHANNELS, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    double sum = 0;
    double squares = 0;
    double fourth = 0;
    for (float[] row : states) {
      for (double x : row) {
        sum += x;
        squares += x * x;
        fourth += x * x * x * x;
      }
    }
    double n = 10.0 * CHANNELS;
    assertThat(sum / n).isCloseTo(0, within(4 / Math.sqrt(n)));
    assertThat(squares / n).isCloseTo(1, within(4 * Math.sqrt(2 / n)));
    assertThat(fourth / n).isCloseTo(3, within(4 * Math.sqrt(96 / n)));
  }

  @Test
  void numbersAreOfSeedPositionAndIterationAlone() {
    float[] state = noised(drawn(7, 0.5), CHANNELS, 2, 9, 4)[1];
    assertThat(noised(drawn(7, 0.5), CHANNELS, 2, 4)[0]).isEqualTo(state);
    assertThat(noised(drawn(8, 0.5), CHANNELS, 2, 4)[0]).isNotEqualTo(state);
    assertThat(noised(drawn(7, 0.5), CHANNELS, 3, 4)[0]).isNotEqualTo(state);
    assertThat(noised(drawn(7, 0.5), CHANNELS, 2, 5)[0]).isNotEqualTo(state);
  }

  @Test
  void numbersAreTheSameOnEveryMachine() {
    assertThat(noised(drawn(1234, 1), 2, 1, 1)[0][0]).isEqualTo(FIRST_OF_POSITION_ONE);
  }

  private static final float FIRST_OF_POSITION_ONE = -1.9761875f;
}
