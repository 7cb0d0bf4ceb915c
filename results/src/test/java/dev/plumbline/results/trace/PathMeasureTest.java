package dev.plumbline.results.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against numbers worked out by hand. */
class PathMeasureTest {
  private static final Offset<Double> CLOSE = within(1e-12);

  /** Steps (3, 4), (0, 5), (0, 0). */
  private static final TokenPath PATH =
      new TokenPath(new float[][] {{0, 0}, {3, 4}, {3, 9}, {3, 9}});

  @Test
  void stepsAreDistancesBetweenStates() {
    assertThat(PathMeasure.STEP.of(PATH)).containsExactly(new double[] {5, 5, 0}, CLOSE);
  }

  @Test
  void residualsAreStepsOverTheStatesTheyLeadTo() {
    assertThat(PathMeasure.RESIDUAL.of(PATH))
        .containsExactly(new double[] {1, 5 / Math.sqrt(90), 0}, CLOSE);
  }

  @Test
  void distancesAreToTheLastState() {
    assertThat(PathMeasure.DISTANCE.of(PATH)).containsExactly(new double[] {5, 0, 0}, CLOSE);
  }

  @Test
  void cosinesAreOfSuccessiveSteps() {
    double[] cosines = PathMeasure.COSINE.of(PATH);
    assertThat(cosines[0]).isNaN();
    assertThat(cosines[1]).isCloseTo(0.8, CLOSE);
    assertThat(cosines[2]).isNaN();
  }

  @Test
  void accelerationsAreOfSuccessiveSteps() {
    double[] accelerations = PathMeasure.ACCELERATION.of(PATH);
    assertThat(accelerations[0]).isNaN();
    assertThat(accelerations[1]).isCloseTo(Math.sqrt(10), CLOSE);
    assertThat(accelerations[2]).isCloseTo(5, CLOSE);
  }

  @Test
  void residualAtAStateOfZerosIsUndefined() {
    assertThat(PathMeasure.RESIDUAL.of(new TokenPath(new float[][] {{1}, {0}}))[0]).isNaN();
  }

  @Test
  void keysAreLowerCase() {
    assertThat(PathMeasure.ACCELERATION.key()).isEqualTo("acceleration");
  }

  @Test
  void pathHasAnIterationAndEqualStates() {
    assertThatThrownBy(() -> new TokenPath(new float[1][2]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TokenPath(new float[][] {{1}, {1, 2}}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
