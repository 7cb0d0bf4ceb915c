package dev.plumbline.runner.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.HostBackend;
import dev.plumbline.runner.backend.HostNumbers;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.batch.TokenTree;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;
import org.junit.jupiter.api.Test;

class InitialStatesTest {
  private static final int CHANNELS = 64;
  private static final double STD = Math.sqrt(2 / (5.0 * CHANNELS));

  private static InitialStates random(long seed, double scale) {
    return InitialStates.drawn(CHANNELS, seed, 3, scale * STD * Math.sqrt(CHANNELS));
  }

  private static float[][] states(InitialStates states, List<Integer> tokens) {
    try (Arena.Frame memory =
            HostBackend.ofPackedWeights(OptionalInt.empty(), false).arena().frame();
        PackedBatch batch = PackedBatch.ofTrees(memory, List.of(TokenTree.of(tokens)), 0)) {
      return HostNumbers.rows(states.at(memory, batch).numbers(), CHANNELS);
    }
  }

  private static List<Integer> tokens(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void zeroIsZero() {
    assertThat(states(InitialStates.zeros(CHANNELS), tokens(3))[2]).containsOnly(0f);
    assertThat(states(random(1, 0), tokens(3))[2]).containsOnly(0f);
  }

  @Test
  void randomStatesFollowTheTruncatedNormalOfTheModel() {
    float[][] states = states(random(7, 1), tokens(256));
    double scale = STD * Math.sqrt(CHANNELS);
    double n = 256 * CHANNELS;
    double sum = 0;
    double squares = 0;
    for (float[] row : states) {
      for (float x : row) {
        assertThat(Math.abs(x)).isLessThanOrEqualTo((float) (3 * scale));
        sum += x;
        squares += x * (double) x;
      }
    }
    double variance = TruncatedNormalDistribution.of(0, scale, -3 * scale, 3 * scale).getVariance();
    assertThat(sum / n).isCloseTo(0, within(4 * scale / Math.sqrt(n)));
    assertThat(squares / n).isCloseTo(variance, within(4 * variance * Math.sqrt(2 / n)));
  }

  @Test
  void aStateDependsOnSeedAndPositionAlone() {
    float[][] some = states(random(7, 1), List.of(5, 5, 5));
    float[][] others = states(random(7, 1), List.of(9, 8, 7, 6));
    assertThat(some[2]).isEqualTo(others[2]);
    assertThat(some[1]).isNotEqualTo(some[2]);
    assertThat(states(random(8, 1), tokens(3))[2]).isNotEqualTo(some[2]);
  }

  @Test
  void drawsAreTheSameOnEveryMachine() {
    float[][] states = states(random(1234, 1), tokens(2));
    assertThat(states[1][0]).isEqualTo(FIRST_OF_POSITION_ONE);
  }

  private static final float FIRST_OF_POSITION_ONE = 0.0073939334f;

  @Test
  void scaleMultiplies() {
    float one = states(random(7, 1), tokens(1))[0][0];
    float two = states(random(7, 2), tokens(1))[0][0];
    assertThat(two).isCloseTo(2 * one, within(1e-6f));
  }
}
