package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuTimesTest {
  private static final String STAT =
      """
      cpu  1000 200 300 9000 400 10 20 30 500 0
      cpu0 500 100 150 4500 200 5 10 15 250 0
      cpu1 500 100 150 4500 200 5 10 15 250 0
      intr 12345 0 0
      ctxt 99
      """;

  /** After a second in which cores were as busy as that, by others and by this process. */
  private static OptionalInt threads(int cores, int usable, double others, double own) {
    CpuTimes before = new CpuTimes(cores, 5000, 70_000, 2_000_000_000L, 10);
    CpuTimes after =
        new CpuTimes(
            cores,
            5000 + Math.round(100 * (others + own)),
            70_000 + 100L * cores,
            2_000_000_000L + Math.round(1e9 * own),
            1_000_000_010);
    return after.threadsSince(before, usable);
  }

  @ParameterizedTest
  @CsvSource({
    // cores, usable, others, own: threads; 0 for the default
    "4, 4, 0, 0, 0",
    "4, 4, 0, 4, 0",
    "4, 4, 1, 1, 0",
    "4, 4, 1.2, 0.5, 3",
    "4, 4, 2, 0, 2",
    "4, 4, 3.9, 0.1, 1",
    "4, 4, 4, 0, 1",
    "2, 2, 1, 1, 1",
    "64, 4, 50, 1, 0",
    "64, 4, 62, 0, 2",
    "1, 1, 1, 0, 1",
  })
  void threadsAreTheCoresThatOthersLeaveFree(
      int cores, int usable, double others, double own, int threads) {
    assertThat(threads(cores, usable, others, own).orElse(0)).isEqualTo(threads);
  }

  @Test
  void tooShortATimeSaysNothing() {
    CpuTimes before = new CpuTimes(2, 0, 0, 0, 0);
    assertThat(new CpuTimes(2, 20, 20, 0, 100_000_000).threadsSince(before, 2)).isEmpty();
    assertThat(new CpuTimes(2, 60, 60, 0, 300_000_000).threadsSince(before, 2)).hasValue(1);
    assertThat(new CpuTimes(2, 0, 0, 0, 300_000_000).threadsSince(before, 2)).isEmpty();
  }

  @Test
  void busyIsWhatIsNeitherIdleNorWaitsForDisks() {
    assertThat(CpuTimes.parse(STAT, 7, 9))
        .hasValue(new CpuTimes(2, 1000 + 200 + 300 + 10 + 20 + 30, 10_960, 7, 9));
  }

  @Test
  void whatIsNoSuchTextTellsNothing() {
    assertThat(CpuTimes.parse("", 7, 9)).isEmpty();
    assertThat(CpuTimes.parse("cpu  1 2 3\ncpu0 1 2 3\n", 7, 9)).isEmpty();
    assertThat(CpuTimes.parse(STAT.replace("cpu0", "x").replace("cpu1", "y"), 7, 9)).isEmpty();
    assertThat(CpuTimes.parse(STAT, -1, 9)).isEmpty();
  }
}
