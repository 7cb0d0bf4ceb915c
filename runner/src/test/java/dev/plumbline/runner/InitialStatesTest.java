package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.plumbline.runner.bundle.Architecture;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;
import org.junit.jupiter.api.Test;

class InitialStatesTest {
  private static final int CHANNELS = 64;
  private static final double STD = Math.sqrt(2 / (5.0 * CHANNELS));

  private static final Architecture ARCHITECTURE =
      new Architecture(
          CHANNELS,
          4,
          16,
          176,
          100,
          256,
          2,
          4,
          2,
          1e-6,
          50000,
          true,
          true,
          8,
          new Architecture.StateInit("truncated_normal", STD, 3, Math.sqrt(CHANNELS)),
          8);

  private static float[][] states(InitialState kind, List<Integer> tokens) throws OrtException {
    int width = Layout.roundUp(tokens.size());
    try (Arena.Frame memory = new Arena().frame();
        Layout layout = Layout.ofTrees(memory, List.of(TokenTree.of(tokens)), width, width);
        OnnxTensor states = InitialStates.of(kind, ARCHITECTURE).at(memory, layout).tensor()) {
      return (float[][]) states.getValue();
    }
  }

  private static List<Integer> tokens(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void zeroIsZero() throws OrtException {
    assertThat(states(new InitialState.Zero(), tokens(3))[2]).containsOnly(0f);
    assertThat(states(new InitialState.Random(1, 0), tokens(3))[2]).containsOnly(0f);
  }

  @Test
  void randomStatesFollowTheTruncatedNormalOfTheModel() throws OrtException {
    float[][] states = states(new InitialState.Random(7, 1), tokens(256));
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
  void aStateDependsOnSeedAndPositionAlone() throws OrtException {
    float[][] some = states(new InitialState.Random(7, 1), List.of(5, 5, 5));
    float[][] others = states(new InitialState.Random(7, 1), List.of(9, 8, 7, 6));
    assertThat(some[2]).isEqualTo(others[2]);
    assertThat(some[1]).isNotEqualTo(some[2]);
    assertThat(states(new InitialState.Random(8, 1), tokens(3))[2]).isNotEqualTo(some[2]);
  }

  @Test
  void drawsAreTheSameOnEveryMachine() throws OrtException {
    float[][] states = states(new InitialState.Random(1234, 1), tokens(2));
    assertThat(states[1][0]).isEqualTo(FIRST_OF_POSITION_ONE);
  }

  private static final float FIRST_OF_POSITION_ONE = 0.0073939334f;

  @Test
  void scaleMultiplies() throws OrtException {
    float one = states(new InitialState.Random(7, 1), tokens(1))[0][0];
    float two = states(new InitialState.Random(7, 2), tokens(1))[0][0];
    assertThat(two).isCloseTo(2 * one, within(1e-6f));
  }
}
