package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandNameTest {
  @BeforeEach
  void startFromACheckout() {
    System.setProperty(CommandName.PROPERTY, "./plumbline");
  }

  @AfterEach
  void leave() {
    System.clearProperty(CommandName.PROPERTY);
  }

  @Test
  void commandsAreSpelledAsTheyWereStarted() {
    assertThat(CommandName.spelledIn("a; plumbline data fetch b, or plumbline tasks list"))
        .isEqualTo("a; ./plumbline data fetch b, or ./plumbline tasks list");
    assertThat(Ended.run("sweep", "--iteratons", "4").err())
        .endsWith("; see ./plumbline sweep --help\n");
    assertThat(Ended.run("swep").err()).endsWith("; see ./plumbline --help\n");
    assertThat(Ended.run("sweep", "--model", "nowhere", "--tasks", "gsm8k").err())
        .contains("with ./plumbline export --from");
  }

  @Test
  void pathsProseAndOtherProgramsStayAsTheyAre() {
    String text =
        "./plumbline sweep, /x/plumbline sweep, plumbline.yaml, my-plumbline sweep, this plumbline"
            + " sweeps";
    assertThat(CommandName.spelledIn(text)).isEqualTo(text);
  }
}
