package dev.plumbline.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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

  @Test
  void labelsOfBothReadoutsAreRead() {
    assertThat(Sweep.parse("4-expected,4,1").points())
        .containsExactly(SweepPoint.fixed(1), SweepPoint.fixed(4), SweepPoint.expected(4));
  }

  @Test
  void readoutsAreOfEveryNumberAndOfNoPointThatNamesItsOwn() {
    assertThat(Sweep.parse("1,2,8-expected").withReadouts(List.of(Readout.LAST, Readout.EXPECTED)))
        .isEqualTo(Sweep.parse("1,1-expected,2,2-expected,8-expected"));
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
        "0-expected | iterations must lie between 1 and 1024, got 0 in [0-expected]",
        "x-expected | iterations must be whole numbers separated by commas, such as 1,2,4; got"
            + " 'x-expected' in 'x-expected'",
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
