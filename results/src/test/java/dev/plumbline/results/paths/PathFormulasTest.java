package dev.plumbline.results.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Interval;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Spread, agreement and comparisons of states, against numbers worked out by hand. */
class PathFormulasTest {

  @Test
  void spreadIsMeanAndSampleDeviation() {
    // Around 0.5: -0.1, 0, 0.1; squares sum to 0.02, over two 0.01.
    Spread spread = Spread.of(List.of(0.4, 0.5, 0.6));
    assertThat(spread.mean()).isCloseTo(0.5, within(1e-12));
    assertThat(spread.deviation()).hasValueCloseTo(0.1, within(1e-12));
    assertThat(spread.least()).isEqualTo(0.4);
    assertThat(spread.greatest()).isEqualTo(0.6);
  }

  @Test
  void oneRunHasNoDeviation() {
    assertThat(Spread.of(List.of(0.4)).deviation()).isEmpty();
  }

  @Test
  void agreementCountsDocumentsAndPairs() {
    // Of six pairs agree: all; those of three equal answers, 3; those of two twos, 2; none.
    Agreement agreement =
        Agreement.of(
                List.of(
                    List.of("a", "a", "a", "a"),
                    List.of("a", "a", "b", "a"),
                    List.of("a", "b", "a", "b"),
                    List.of("a", "b", "c", "d")))
            .orElseThrow();
    assertThat(agreement.documents()).isEqualTo(4);
    assertThat(agreement.same()).isEqualTo(0.25);
    assertThat(agreement.pairwise()).isCloseTo((1 + 0.5 + 2 / 6.0 + 0) / 4, within(1e-12));
    assertThat(agreement.sameInterval()).isEqualTo(Interval.wilson(1, 4));
  }

  @Test
  void agreementOfEqualAnswersIsWholeAndStillUncertain() {
    List<List<String>> answers = Collections.nCopies(20, List.of("x", "x", "x"));
    Agreement agreement = Agreement.of(answers).orElseThrow();
    assertThat(agreement.pairwise()).isEqualTo(1);
    assertThat(agreement.pairwiseInterval().high()).isCloseTo(1, within(1e-9));
    assertThat(agreement.pairwiseInterval().low())
        .isCloseTo(Interval.wilson(20, 20).low(), within(1e-9));
  }

  @Test
  void oneRunOrNoDocumentHasNoAgreement() {
    assertThat(Agreement.of(List.of(List.of("a")))).isEmpty();
    assertThat(Agreement.of(List.of())).isEmpty();
  }

  @Test
  void distanceIsRelativeToTheMeanLength() {
    // |a - b| = |(3, -4)| = 5; the mean of 3 and 4 is 3.5.
    float[] a = {3, 0};
    float[] b = {0, 4};
    assertThat(LatentMeasure.DISTANCE.of(a, b)).isCloseTo(5 / 3.5, within(1e-12));
    assertThat(LatentMeasure.DISTANCE.of(a, a)).isZero();
    assertThat(LatentMeasure.DISTANCE.of(new float[2], new float[2])).isZero();
  }

  @Test
  void alignmentIsTheCosine() {
    float[] a = {1, 0};
    assertThat(LatentMeasure.ALIGNMENT_FROM_ANOTHER.of(a, new float[] {5, 5}))
        .isCloseTo(Math.sqrt(0.5), within(1e-7));
    assertThat(LatentMeasure.ALIGNMENT_FROM_NOISE.of(a, new float[] {-2, 0})).isEqualTo(-1);
  }

  private static SortedMap<Integer, float[]> at4(float... state) {
    return new TreeMap<>(Map.of(4, state));
  }

  @Test
  void latentsAreMeansOverPairsThenDocuments() {
    LatentTable table = new LatentTable();
    // Cosines of the pairs 1, 0 and 0: a third; then one pair of 1.
    table.add(
        "t",
        LatentMeasure.ALIGNMENT_FROM_NOISE,
        "scale 1",
        List.of(at4(1, 0), at4(2, 0), at4(0, 1)));
    table.add("t", LatentMeasure.ALIGNMENT_FROM_NOISE, "scale 1", List.of(at4(1, 0), at4(1, 0)));
    // One run compares with nothing.
    table.add("t", LatentMeasure.DISTANCE, "scale 0", List.of(at4(1, 0)));
    assertThat(table.points())
        .singleElement()
        .satisfies(
            point -> {
              assertThat(point.iterations()).isEqualTo(4);
              assertThat(point.documents()).isEqualTo(2);
              assertThat(point.value()).isCloseTo((1 / 3.0 + 1) / 2, within(1e-9));
              assertThat(point.interval()).isEmpty();
            });
  }

  @Test
  void intervalsStayWhereAMeasureCanBe() {
    assertThat(LatentMeasure.DISTANCE.within(new Interval(-0.1, 0.4)))
        .isEqualTo(new Interval(0, 0.4));
    assertThat(LatentMeasure.ALIGNMENT_FROM_NOISE.within(new Interval(0.9, 1.1)))
        .isEqualTo(new Interval(0.9, 1));
  }

  @Test
  void cosineWithAStateOfZerosIsRefused() {
    assertThatThrownBy(
            () ->
                new LatentTable()
                    .add(
                        "t",
                        LatentMeasure.ALIGNMENT_FROM_NOISE,
                        "scale 1",
                        List.of(at4(1, 0), at4(0, 0))))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("t: after 4 iterations a state is zero or not finite");
  }
}
