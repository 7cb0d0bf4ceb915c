package dev.plumbline.results.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Response.Choice;
import dev.plumbline.protocol.Response.Generation;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.results.Interval;
import dev.plumbline.results.Sample;
import dev.plumbline.results.statistics.ScoreTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DepthPolicyTest {

  /** Half of the documents are right at once and know it; the others need r = 8. */
  private static List<Sample> tellingChoices() {
    List<Sample> samples = new ArrayList<>();
    for (int doc = 0; doc < 200; doc++) {
      for (int r : List.of(1, 8)) {
        boolean right = doc % 2 == 0 || r == 8;
        samples.add(choice(doc, r, right, right ? 6 : 0.2f));
      }
    }
    return samples;
  }

  private static Sample choice(int doc, int r, boolean right, float margin) {
    Choice answer = new Choice(List.of(-margin, 0f), List.of(false, false));
    return new Sample(
        SampleId.of("t", doc, r),
        new Scored(Map.of(Score.parse("acc"), right ? 1.0 : 0.0), answer, "0"));
  }

  private static DepthPolicy of(List<Sample> samples) {
    ScoreTable table = ScoreTable.of(samples.stream()).get(0);
    return DepthPolicy.of(table, samples.stream()).orElseThrow();
  }

  @Test
  void documentsThatWouldGainNothingStopEarly() {
    DepthPolicy policy = of(tellingChoices());
    DepthPolicy.Point half = policy.points().get(6);
    assertThat(half.threshold()).isEqualTo(0.5);
    assertThat(half.value()).isEqualTo(1);
    assertThat(half.meanIterations()).isEqualTo(4.5);
    assertThat(half.fixedValue()).isCloseTo(0.75, within(1e-12));
    assertThat(half.gain()).isCloseTo(0.25, within(1e-12));
    // Each document has the same part in the gain: no spread that would tell how it varies.
    assertThat(half.interval()).isEmpty();
  }

  /**
   * By hand: two depths, 1 and 5, right at 1/4 and 3/4; documents stop at 1, 1, 5, 5 and are right
   * in 3/4; mean r is 3, where the curve is 1/2 and rises by 1/8 a step.
   */
  @Test
  void gainIsTheMeanOfTheDocumentsParts() {
    double[][] rows = {{1, 1, 1, 1}, {0, 0, 0, 1}, {0, 1, 1, 5}, {0, 1, 1, 5}};
    assertThat(DepthPolicy.gains(rows, List.of(1, 5))).containsExactly(0.25, 0.25, 0.25, 0.25);
    rows[1][2] = 1;
    rows[1][3] = 5;
    rows[0][3] = 5;
    // All at 5, the curve's end.
    rows[2][2] = 0;
    assertThat(DepthPolicy.gains(rows, List.of(1, 5))).containsExactly(0, 1, -1, 0);
  }

  @Test
  void answersThatTellNothingGainNothing() {
    Random random = new Random(3);
    List<Sample> samples = new ArrayList<>();
    for (int doc = 0; doc < 300; doc++) {
      for (int r : List.of(1, 2, 4)) {
        samples.add(choice(doc, r, random.nextBoolean(), random.nextFloat()));
      }
    }
    List<Interval> intervals =
        of(samples).points().stream().flatMap(p -> p.interval().stream()).toList();
    assertThat(intervals).isNotEmpty();
    assertThat(intervals).allSatisfy(i -> assertThat(i.low()).isLessThanOrEqualTo(0.0));
  }

  @Test
  void generationCountsTheIterationsOfEveryDepthOnTheWay() {
    List<Sample> samples = new ArrayList<>();
    for (int doc = 0; doc < 60; doc++) {
      for (int r : List.of(1, 2, 4)) {
        Generation answer = new Generation("same", Map.of("f", "same"));
        double score = r == 4 ? 1 : 0;
        samples.add(
            new Sample(
                SampleId.of("t", doc, r),
                new Scored(Map.of(Score.parse("em,f"), score), answer, "x")));
      }
    }
    DepthPolicy policy = of(samples);
    assertThat(policy.countsEveryDepth()).isTrue();
    // Going on always helps, so none stops: 1 + 2 + 4, more than any fixed r of the sweep costs.
    assertThat(policy.points()).allSatisfy(p -> assertThat(p.meanIterations()).isEqualTo(7));
    assertThat(policy.points()).allSatisfy(p -> assertThat(p.fixedValue()).isEqualTo(1));
  }

  @Test
  void whereNoDepthHelpsTheFirstIsEnough() {
    List<Sample> samples = new ArrayList<>();
    for (int doc = 0; doc < 60; doc++) {
      for (int r : List.of(2, 4)) {
        samples.add(choice(doc, r, false, 1));
      }
    }
    assertThat(of(samples).points()).allSatisfy(p -> assertThat(p.meanIterations()).isEqualTo(2));
  }

  @Test
  void sameSamplesGiveTheSamePolicy() {
    assertThat(of(tellingChoices())).isEqualTo(of(tellingChoices()));
  }

  @Test
  void fewDocumentsHaveNoPolicy() {
    List<Sample> few = tellingChoices().subList(0, 98);
    assertThat(DepthPolicy.of(ScoreTable.of(few.stream()).get(0), few.stream())).isEmpty();
  }

  /** By hand: log-likelihoods 0 and ln 3 are probabilities of 1/4 and 3/4. */
  @Test
  void featuresAreThoseOfTheSoftmax() {
    float ln3 = (float) Math.log(3);
    Sample even = choice(0, 1, true, 0);
    double[] features = Features.of(choice(0, 2, true, ln3), Optional.of(even));
    assertThat(features[0]).isCloseTo(0.8112781244591328, within(1e-7)); // entropy in bits
    assertThat(features[1]).isCloseTo(0.5, within(1e-7));
    assertThat(features[2]).isCloseTo(0.25, within(1e-7));
    assertThat(features[3]).isEqualTo(1);
  }
}
