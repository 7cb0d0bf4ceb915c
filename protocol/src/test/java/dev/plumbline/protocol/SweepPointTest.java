package dev.plumbline.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepPointTest {
  private static final SweepPoint LAST = SweepPoint.fixed(4);
  private static final SweepPoint EXPECTED = SweepPoint.expected(4);

  @Test
  void labelReadsBackAsThePointItNames() {
    assertThat(LAST.label()).isEqualTo("4");
    assertThat(EXPECTED.label()).isEqualTo("4-expected");
    assertThat(SweepPoint.parse("4")).isEqualTo(LAST);
    assertThat(SweepPoint.parse("4-expected")).isEqualTo(EXPECTED);
  }

  @ParameterizedTest
  @CsvSource({
    "32-kl:0.001, kl",
    "32-kl:0.00001-skip, kl-skip",
    "32-latent-diff:0.03:from4:every2:decode-always-last-warm, latent-diff:from4:every2:decode-always-last-warm",
    "32-argmax-stability:5-cycle:4, argmax-stability-cycle:4",
    "4-gate:0.5-full, gate-full",
    "32-cycle:4, cycle",
    "32-mean, mean",
    "32-warm, warm",
    "32-first-warm, first-warm",
    "32-contrast:4:0.5, contrast:4",
    "4-expected, expected",
    "4, ''"
  })
  void labelsReadBackAndVariantsAreWhatALineHasInCommon(String label, String variant) {
    SweepPoint point = SweepPoint.parse(label);
    assertThat(point.label()).isEqualTo(label).matches(SweepPoint.LABEL);
    assertThat(point.variant()).isEqualTo(variant);
    assertThat(Sweep.parse(label).points()).containsExactly(point);
  }

  @ParameterizedTest
  @CsvSource({
    "32-kl:0, must be above 0",
    "32-gate:1.5, above 0 and at most 1",
    "32-argmax-stability:2.5, whole number",
    "4-contrast:4:0.5, no shallower",
    "32-skip, is what 32 says alone",
  })
  void pointsThatCannotBeAreRefusedByName(String label, String why) {
    assertThatThrownBy(() -> SweepPoint.parse(label))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "04", "-4", "4.5", "4-last", "4-expected ", "expected", "1e3"})
  void anyOtherLabelIsRefused(String label) {
    assertThatThrownBy(() -> SweepPoint.parse(label))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "'%s' is no point of a sweep; write a number of iterations, such as 4, or what sweep calls it, such as 4-expected, 32-kl:0.001 or 32-cycle:4"
                .formatted(label));
  }

  @Test
  void pointsSortByDepthAndAtOneDepthTheLastLoopComesFirst() {
    assertThat(Stream.of("10", "4-expected", "2-expected", "4").map(SweepPoint::parse).sorted())
        .containsExactlyElementsOf(
            List.of(SweepPoint.expected(2), LAST, EXPECTED, SweepPoint.fixed(10)));
  }
}
