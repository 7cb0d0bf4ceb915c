package dev.plumbline.runner.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Sampling;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
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
  void whatIsNotCloseIsDrawnWhateverTheRounding() {
    Random random = new Random(1);
    double margin = 0.02;
    int close = 0;
    int different = 0;
    for (int step = 0; step < DRAWS; step++) {
      Sampling.Random how =
          new Sampling.Random(
              0.3 + random.nextDouble(),
              random.nextInt(8),
              random.nextBoolean() ? 1 : 0.5 + random.nextDouble() / 2,
              random.nextBoolean() ? 0 : random.nextDouble() / 4,
              7);
      float[] logits = new float[12];
      float[] rounded = new float[12];
      for (int token = 0; token < logits.length; token++) {
        logits[token] = (float) random.nextGaussian() * 2;
        // No difference of two changes by more than the margin.
        rounded[token] = logits[token] + (float) ((random.nextDouble() - 0.5) * margin);
      }
      boolean same = Sampler.sample(logits, how, 4, step) == Sampler.sample(rounded, how, 4, step);
      boolean told = Sampler.isClose(logits, how, 4, step, margin);
      assertThat(same || told).as("step %d, %s", step, how).isTrue();
      different += same ? 0 : 1;
      close += told ? 1 : 0;
    }
    assertThat(different).isGreaterThan(DRAWS / 1000);
    assertThat(close).isLessThan(DRAWS / 2);
  }

  @Test
  void theMostLikelyStayAndOfEqualsTheSmallestId() {
    float[] logits = {-1.5f, 0f, 2f, -0f, 2f, Float.MIN_VALUE, -2.5f, 3f, -1.5f};
    List<Integer> mostLikelyFirst = List.of(7, 2, 4, 5, 1, 3, 0, 8, 6);
    for (int topK = 1; topK <= logits.length; topK++) {
      Set<Integer> drawn = new HashSet<>();
      for (int step = 0; step < 400; step++) {
        drawn.add(Sampler.sample(logits, new Sampling.Random(100, topK, 1, 0, 3), 1, step));
      }
      assertThat(drawn).containsExactlyInAnyOrderElementsOf(mostLikelyFirst.subList(0, topK));
    }
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
