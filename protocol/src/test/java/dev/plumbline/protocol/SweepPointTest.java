package dev.plumbline.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
  @ValueSource(strings = {"", "0", "04", "-4", "4.5", "4-last", "4-expected ", "expected", "1e3"})
  void anyOtherLabelIsRefused(String label) {
    assertThatThrownBy(() -> SweepPoint.parse(label))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "'%s' is no point of a sweep; write a number of iterations, such as 4, or 4-expected"
                .formatted(label));
  }

  @Test
  void pointsSortByDepthAndAtOneDepthTheLastLoopComesFirst() {
    assertThat(Stream.of("10", "4-expected", "2-expected", "4").map(SweepPoint::parse).sorted())
        .containsExactlyElementsOf(
            List.of(SweepPoint.expected(2), LAST, EXPECTED, SweepPoint.fixed(10)));
  }
}
