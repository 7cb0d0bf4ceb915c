package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Answer.MultipleChoice;
import dev.plumbline.results.SampleOutcome.Scored;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  void undefinedLoglikelihoodIsRefusedWithItsPlace() {
    Answer answer = new MultipleChoice(List.of(-1f, Float.NaN), List.of(false, false));
    assertThatThrownBy(() -> new Sample("t", 3, 8, new Scored(Map.of(), answer, "0")))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "t, document 3, r=8: log-likelihood of continuation 1 is NaN; the model gives no"
                + " usable numbers here, check its export");
  }

  @Test
  void infiniteMetricIsRefusedWithItsPlace() {
    Answer answer = new MultipleChoice(List.of(-1f), List.of(false));
    Map<String, Double> metrics = Map.of("acc", Double.POSITIVE_INFINITY);
    assertThatThrownBy(() -> new Sample("t", 3, 8, new Scored(metrics, answer, "0")))
        .isInstanceOf(PlumblineException.class)
        .hasMessageStartingWith("t, document 3, r=8: acc is Infinity; ");
  }

  @Test
  void everyContinuationHasItsGreedyFlag() {
    assertThatThrownBy(() -> new MultipleChoice(List.of(-1f, -2f), List.of(false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 loglikelihoods and 1 greedy flags; expected one of each per continuation");
  }
}
