package dev.plumbline.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.results.CurvePoint;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AgreeingScoresTest {
  private static final CurveId STRICT = CurveId.parse("t:exact_match,strict-match");
  private static final CurveId FLEXIBLE = CurveId.parse("t:exact_match,flexible-extract");
  private static final CurveId THIRD = CurveId.parse("t:f1");
  private static final double[][] SCORES = {{0, 1}, {1, 1}, {Double.NaN, 0}};

  private static ScoreTable table(CurveId curve, double[][] scores) {
    return ScoreTable.of(curve, Sweep.of(List.of(1, 4)).points(), scores);
  }

  private static double[][] with(int document, int place, double score) {
    double[][] scores = Stream.of(SCORES).map(double[]::clone).toArray(double[][]::new);
    scores[document][place] = score;
    return scores;
  }

  private static boolean agree(CurveId other, double[][] scores) {
    AgreeingScores agreeing =
        AgreeingScores.of(List.of(table(STRICT, SCORES), table(other, scores)), List.of());
    return agreeing.first(other).equals(STRICT);
  }

  @Test
  void equalScoresOfEveryDocumentAtEveryPointAgree() {
    assertThat(agree(FLEXIBLE, SCORES)).isTrue();
  }

  @Test
  void oneDocumentAtOnePointIsEnoughToDiffer() {
    assertThat(agree(FLEXIBLE, with(1, 0, 0))).isFalse();
    assertThat(agree(FLEXIBLE, with(0, 1, Double.NaN))).isFalse();
    assertThat(agree(FLEXIBLE, with(2, 0, 0))).isFalse();
  }

  /** Documents 0 and 1 change places: the means are the same, the scores are not. */
  @Test
  void equalCurvesOfOtherDocumentsDoNotAgree() {
    assertThat(agree(FLEXIBLE, new double[][] {{1, 1}, {0, 1}, {Double.NaN, 0}})).isFalse();
  }

  @Test
  void scoresOfAnotherTaskDoNotAgree() {
    assertThat(agree(CurveId.parse("u:exact_match,strict-match"), SCORES)).isFalse();
  }

  @Test
  void noScoresAgreeWithNone() {
    double[][] none = {{Double.NaN, Double.NaN}};
    AgreeingScores agreeing =
        AgreeingScores.of(List.of(table(STRICT, none), table(FLEXIBLE, none)), List.of());
    assertThat(agreeing.first(FLEXIBLE)).isEqualTo(FLEXIBLE);
  }

  /** One may be the median of the scores whose mean the other is. */
  @Test
  void otherCurvesOfEqualScoresDoNotAgree() {
    List<ScoreTable> tables = List.of(table(STRICT, SCORES), table(FLEXIBLE, SCORES));
    assertThat(
            AgreeingScores.of(tables, List.of(point(STRICT, 0.5), point(FLEXIBLE, 0.5)))
                .first(FLEXIBLE))
        .isEqualTo(STRICT);
    assertThat(
            AgreeingScores.of(tables, List.of(point(STRICT, 0.5), point(FLEXIBLE, 1)))
                .first(FLEXIBLE))
        .isEqualTo(FLEXIBLE);
  }

  private static CurvePoint point(CurveId curve, double value) {
    return new CurvePoint(
        curve,
        Sweep.of(List.of(1)).points().get(0),
        2,
        value,
        OptionalDouble.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty());
  }

  @Test
  void firstOfThoseShownStandsForTheOthers() {
    AgreeingScores agreeing =
        AgreeingScores.of(
            List.of(table(STRICT, SCORES), table(FLEXIBLE, SCORES), table(THIRD, SCORES)),
            List.of());
    assertThat(agreeing.shownBy(STRICT, List.of(STRICT, FLEXIBLE, THIRD))).isEmpty();
    assertThat(agreeing.shownBy(THIRD, List.of(STRICT, FLEXIBLE, THIRD))).contains(STRICT);
    assertThat(agreeing.shownBy(THIRD, List.of(FLEXIBLE, THIRD))).contains(FLEXIBLE);
    assertThat(agreeing.shownBy(THIRD, List.of(THIRD))).isEmpty();
    assertThat(AgreeingScores.none().shownBy(THIRD, List.of(STRICT, FLEXIBLE, THIRD))).isEmpty();
  }
}
