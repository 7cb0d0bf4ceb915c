package dev.plumbline.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepTest {
  @Test
  void listIsAscendingAndDistinctWhateverWasTyped() {
    assertThat(Sweep.parse("16, 1,4,4").points().stream().map(SweepPoint::iterations))
        .containsExactly(1, 4, 16);
    assertThat(Sweep.parse("16,1").deepest()).isEqualTo(16);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,0,4   | iterations must lie between 1 and 1024, got 0 in [1, 0, 4]",
        "1,-2    | iterations must lie between 1 and 1024, got -2 in [1, -2]",
        "5000    | iterations must lie between 1 and 1024, got 5000 in [5000]",
        "1,deep  | iterations must be whole numbers separated by commas, such as 1,2,4; got 'deep'"
            + " in '1,deep'",
        "1,,4    | iterations must be whole numbers separated by commas, such as 1,2,4; got '' in"
            + " '1,,4'",
        "1.5     | iterations must be whole numbers separated by commas, such as 1,2,4; got '1.5'"
            + " in '1.5'"
      })
  void anythingElseIsRefusedWithWhatWasGot(String text, String message) {
    assertThatThrownBy(() -> Sweep.parse(text))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(message);
  }
}
