package dev.plumbline.runner.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Sampling;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SamplerTest {
  /** Logits of the probabilities 0.1, 0.4, 0.2, 0.3. */
  private static final float[] LOGITS = {
    (float) Math.log(0.1), (float) Math.log(0.4), (float) Math.log(0.2), (float) Math.log(0.3)
  };

  private static final int DRAWS = 20_000;

  private static double[] frequencies(double temperature, int topK, double topP, double minP) {
    double[] counts = new double[LOGITS.length];
    for (int step = 0; step < DRAWS; step++) {
      Sampling.Random how = new Sampling.Random(temperature, topK, topP, minP, 42);
      counts[Sampler.sample(LOGITS, how, 4, step)] += 1.0 / DRAWS;
    }
    return counts;
  }

  private static void assertFrequencies(double[] actual, double... expected) {
    for (int token = 0; token < expected.length; token++) {
      // Four standard errors of a frequency near one half.
      assertThat(actual[token]).as("token %d", token).isCloseTo(expected[token], within(0.0142));
    }
  }

  @Test
  void temperatureOneGivesTheModelsOwnProbabilities() {
    assertFrequencies(frequencies(1, 0, 1, 0), 0.1, 0.4, 0.2, 0.3);
  }

  @Test
  void temperatureOneHalfSquaresProbabilities() {
    assertFrequencies(frequencies(0.5, 0, 1, 0), 0.01 / 0.3, 0.16 / 0.3, 0.04 / 0.3, 0.09 / 0.3);
  }

  @Test
  void topKKeepsTheMostLikely() {
    assertFrequencies(frequencies(1, 2, 1, 0), 0, 4 / 7.0, 0, 3 / 7.0);
  }

  @Test
  void topPKeepsTheSmallestSetThatReachesIt() {
    assertFrequencies(frequencies(1, 0, 0.75, 0), 0, 4 / 9.0, 2 / 9.0, 3 / 9.0);
  }

  @Test
  void topPCountsWhatTopKHasLeft() {
    // Of 0.4 and 0.3 the first alone makes 0.57.
    assertFrequencies(frequencies(1, 2, 0.55, 0), 0, 1, 0, 0);
  }

  @Test
  void minPIsRelativeToTheMostLikely() {
    assertFrequencies(frequencies(1, 0, 1, 0.6), 0, 4 / 7.0, 0, 3 / 7.0);
  }

  @Test
  void drawsDependOnSeedIterationsAndStepAlone() {
    Set<Integer> drawn = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      Sampling.Random how = new Sampling.Random(1, 0, 1, 0, seed);
      int token = Sampler.sample(LOGITS, how, 4, 0);
      assertThat(Sampler.sample(LOGITS, how, 4, 0)).isEqualTo(token);
      drawn.add(token);
    }
    assertThat(drawn).hasSizeGreaterThan(2);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Sampling.Random(0, 0, 1, 0, 0))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("temperature must be above 0, got 0.0");
    assertThatThrownBy(() -> new Sampling.Random(1, 0, 1.5, 0, 0))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("top_p must be in (0, 1], got 1.5");
  }
}
