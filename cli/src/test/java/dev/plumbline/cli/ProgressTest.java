package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter shown = new StringWriter();
  private long now;

  private void steps(boolean terminal, int steps) {
    Progress progress = new Progress(new PrintWriter(shown), terminal, () -> now, "gsm8k", steps);
    for (int i = 0; i < steps; i++) {
      now += 500_000_000;
      progress.step();
    }
  }

  @Test
  void plainOutputIsALineAtEachQuarter() {
    steps(false, 240);
    assertThat(shown.toString().lines().toList())
        .containsExactly(
            "gsm8k               25 %  60/240 answers  2.0/s  1:30 left",
            "gsm8k               50 %  120/240 answers  2.0/s  1:00 left",
            "gsm8k               75 %  180/240 answers  2.0/s  0:30 left",
            "gsm8k              100 %  240/240 answers  2.0/s  in 2:00");
  }

  @Test
  void terminalLineRenewsItselfAndEndsWithANewLine() {
    steps(true, 8);
    assertThat(shown.toString())
        .startsWith("\rgsm8k               12 %  1/8 answers\u001b[K\r")
        .contains("\rgsm8k               62 %  5/8 answers  2.0/s  0:02 left\u001b[K\r")
        .endsWith("100 %  8/8 answers  2.0/s  in 0:04\u001b[K\n");
  }

  /** The lines of a job whose batches take so many seconds each, its steps coming at their ends. */
  private List<String> batches(int batch, double... seconds) {
    Progress progress =
        new Progress(new PrintWriter(shown), true, () -> now, "gsm8k", batch * seconds.length);
    for (double one : seconds) {
      now += (long) (one * 1e9);
      for (int i = 0; i < batch; i++) {
        now += 100_000;
        progress.step();
      }
    }
    return shown.toString().lines().flatMap(line -> Stream.of(line.split("\r"))).toList();
  }

  @Test
  void startOfEverythingIsInNoEstimate() {
    // Ten batches of 100 at 2 s, but for the first, which loads what it needs.
    assertThat(batches(100, 9, 2, 2, 2, 2, 2, 2, 2, 2, 2))
        .contains(
            "gsm8k                0 %  1/1000 answers\u001b[K",
            "gsm8k               10 %  101/1000 answers  49.8/s  0:18 left\u001b[K",
            "gsm8k               50 %  501/1000 answers  49.8/s  0:10 left\u001b[K");
  }

  @Test
  void estimateFollowsAPaceThatChanges() {
    double[] seconds = new double[100];
    Arrays.fill(seconds, 0, 50, 1);
    Arrays.fill(seconds, 50, 100, 4);
    List<String> lines = batches(10, seconds);
    // 25 batches at 4 s are left; by the mean of all so far they would take 62 s.
    assertThat(lines).anyMatch(line -> line.contains(" 751/1000 answers  2.5/s  1:38 left"));
  }

  @Test
  void tooLittleToTellIsNoEstimate() {
    assertThat(batches(1, 0.5, 0.5, 0.5, 0.5, 0.5))
        .filteredOn(line -> line.contains("left"))
        .isEmpty();
    assertThat(batches(1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5))
        .filteredOn(line -> line.contains("left"))
        .hasSize(2);
  }
}
