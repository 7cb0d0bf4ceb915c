package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Response.Choice;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  void undefinedLoglikelihoodIsRefusedWithItsPlace() {
    Response answer = new Choice(List.of(-1f, Float.NaN), List.of(false, false));
    assertThatThrownBy(() -> new Sample(SampleId.of("t", 3, 8), new Scored(Map.of(), answer, "0")))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "t, document 3, r=8: log-likelihood of continuation 1 is NaN; the model gives no"
                + " usable numbers here, check its export");
  }

  @Test
  void infiniteMetricIsRefusedWithItsPlace() {
    Response answer = new Choice(List.of(-1f), List.of(false));
    Map<Score, Double> metrics = Map.of(Score.parse("acc"), Double.POSITIVE_INFINITY);
    assertThatThrownBy(() -> new Sample(SampleId.of("t", 3, 8), new Scored(metrics, answer, "0")))
        .isInstanceOf(PlumblineException.class)
        .hasMessageStartingWith("t, document 3, r=8: acc is Infinity; ");
  }

  @Test
  void everyContinuationHasItsGreedyFlag() {
    assertThatThrownBy(() -> new Choice(List.of(-1f, -2f), List.of(false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 loglikelihoods and 1 greedy flags; expected one of each per continuation");
  }
}
