package dev.plumbline.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private static final List<CurvePoint> CURVES =
      List.of(
          point("hellaswag", "acc", "", 4, 0.5, Optional.of(new Interval(0.45, 0.55))),
          point("hellaswag", "acc", "", 8, 0.6, Optional.of(new Interval(0.55, 0.65))),
          point("gsm8k", "exact_match", "strict-match", 8, 0.25, Optional.empty()));

  @Test
  void valueAtItsMinimumPasses() {
    assertThat(check("hellaswag:acc@4>=0.5", "hellaswag:acc@8>=0.55")).isEmpty();
  }

  @Test
  void everyFailureIsListedWithValueIntervalAndMinimum() {
    assertThat(
            check(
                "hellaswag:acc@4>=0.51",
                "hellaswag:acc@8>=0.6",
                "gsm8k:exact_match,strict-match@8>=0.3"))
        .extracting(MinimumCheck::toString)
        .containsExactly(
            "hellaswag:acc@4 is 0.5 (n=400, 95% interval 0.4500 to 0.5500), below the minimum of"
                + " 0.51",
            "gsm8k:exact_match,strict-match@8 is 0.25 (n=400), below the minimum of 0.3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR", "ar-EG"})
  void failureReadsTheSameInEveryLocale(String locale) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(locale));
      assertThat(check("hellaswag:acc@8>=0.7"))
          .hasToString(
              "[hellaswag:acc@8 is 0.6 (n=400, 95% interval 0.5500 to 0.6500), below the minimum"
                  + " of 0.7]");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hellaswag:acc@16>=0.1",
        "hellaswag:acc_norm@8>=0.1",
        "gsm8k:exact_match@8>=0.1",
        "gsm8k:exact_match,flexible-extract@8>=0.1"
      })
  void thresholdWithoutPointIsAnErrorThatListsThePoints(String threshold) {
    assertThatThrownBy(() -> check(threshold))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            threshold
                + ": the run has no such point; it has hellaswag:acc@4, hellaswag:acc@8,"
                + " gsm8k:exact_match,strict-match@8");
  }

  @Test
  void thresholdOnARunWithoutPointsIsAnError() {
    assertThatThrownBy(() -> MinimumCheck.of(Threshold.parse("a:acc@1>=0.5"), List.of()))
        .hasMessage("a:acc@1>=0.5: the run has no such point; it has none");
  }

  private static List<MinimumCheck> check(String... thresholds) {
    return Stream.of(thresholds)
        .map(threshold -> MinimumCheck.of(Threshold.parse(threshold), CURVES))
        .filter(check -> !check.holds())
        .toList();
  }

  private static CurvePoint point(
      String task,
      String metric,
      String filter,
      int iterations,
      double value,
      Optional<Interval> interval) {
    return new CurvePoint(
        new CurveId(task, new Score(metric, filter)),
        SweepPoint.fixed(iterations),
        400,
        value,
        OptionalDouble.of(0.025),
        interval,
        OptionalDouble.empty(),
        OptionalLong.empty());
  }
}
