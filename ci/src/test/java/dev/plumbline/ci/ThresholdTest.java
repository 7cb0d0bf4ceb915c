package dev.plumbline.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {

  @Test
  void filterIsOptional() {
    assertThat(Threshold.parse("gsm8k:exact_match,strict-match@16>=0.30"))
        .isEqualTo(
            new Threshold(
                new CurveId("gsm8k", Score.parse("exact_match,strict-match")),
                SweepPoint.fixed(16),
                0.3));
    assertThat(Threshold.parse(" hellaswag:acc_norm@8 >= .5 "))
        .isEqualTo(
            new Threshold(
                new CurveId("hellaswag", Score.parse("acc_norm")), SweepPoint.fixed(8), 0.5));
  }

  @Test
  void metricMayContainTheSignBeforeTheIterations() {
    assertThat(Threshold.parse("humaneval:pass@1,create_test@4>=0.1"))
        .isEqualTo(
            new Threshold(
                new CurveId("humaneval", Score.parse("pass@1,create_test")),
                SweepPoint.fixed(4),
                0.1));
  }

  @Test
  void textOfAThresholdParsesToTheSame() {
    Threshold threshold =
        new Threshold(new CurveId("a", Score.parse("m,f")), SweepPoint.fixed(3), -1.5e-7);
    assertThat(Threshold.parse(threshold.toString())).isEqualTo(threshold);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hellaswag",
        "hellaswag:acc>=0.5",
        "hellaswag:acc@0>=0.5",
        "hellaswag:acc@8>0.5",
        "hellaswag:acc@8>=half",
        "hellaswag:acc@8>=NaN",
        "hellaswag:acc,@8>=0.5",
        "hellaswag:acc@8>=0.5 and more"
      })
  void malformedThresholdIsNamedWithTheForm(String text) {
    assertThatThrownBy(() -> Threshold.parse(text))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "'"
                + text
                + "' is not a threshold; write task:metric@r>=minimum or"
                + " task:metric,filter@r>=minimum, such as"
                + " gsm8k:exact_match,strict-match@16>=0.30");
  }
}
