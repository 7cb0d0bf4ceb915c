package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
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
    steps(true, 3);
    assertThat(shown.toString())
        .startsWith("\rgsm8k               33 %  1/3 answers  2.0/s  0:01 left\u001b[K\r")
        .endsWith("100 %  3/3 answers  2.0/s  in 0:02\u001b[K\n");
  }
}
