package dev.plumbline.results.exits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.results.Run;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExitCalibrationTest {
  @TempDir private Path folder;

  /**
   * Of 100 documents, those whose value ends in 0 to 8 of 10 are enough, so in the gate's words.
   */
  private Run run(String point) {
    MadeUpExits run = new MadeUpExits("8," + point);
    for (int document = 0; document < 100; document++) {
      boolean surer = document % 2 == 0;
      boolean enough = document % 20 < (surer ? 18 : 10) == (document % 4 < 2 || surer);
      double value = point.contains("gate") ? (surer ? 0.9 : 0.6) : (surer ? 0.01 : 0.4);
      run.choice(document, "8", List.of(-1f, -2f), 8, 0)
          .choice(document, point, enough ? List.of(-1f, -2f) : List.of(-2f, -1f), 3, value);
    }
    return run.write(folder.resolve(point.replace(':', '_')));
  }

  @Test
  void gateIsTakenAtItsWord() {
    ExitCalibration gate = ExitCalibration.of(run("8-gate:0.5")).get(0);
    Reliability claimed = gate.claimed().orElseThrow();
    assertThat(gate.decisions()).isEqualTo(100);
    assertThat(claimed.bins()).extracting(Reliability.Bin::n).containsExactly(50, 50);
    double low = claimed.bins().get(0).observed();
    double high = claimed.bins().get(1).observed();
    assertThat(gate.enough()).isCloseTo((low + high) / 2, within(1e-12));
    assertThat(claimed.expectedCalibrationError())
        .isCloseTo((Math.abs(low - .6) + Math.abs(high - .9)) / 2, within(1e-6));
    assertThat(claimed.brier())
        .isCloseTo((low * .16 + (1 - low) * .36 + high * .01 + (1 - high) * .81) / 2, within(1e-6));
  }

  @Test
  void valueOfAnotherCriterionIsNoProbabilityUntilOneIsLearned() {
    ExitCalibration kl = ExitCalibration.of(run("8-kl:0.5")).get(0);
    assertThat(kl.claimed()).isEmpty();
    Reliability learned = kl.learned().orElseThrow();
    assertThat(learned.brier()).isLessThan(learned.brierOfShare());
    assertThat(learned.expectedCalibrationError()).isLessThan(0.1);
  }

  @Test
  void fewDocumentsTeachNothing() {
    MadeUpExits run = new MadeUpExits("8,8-kl:0.5");
    for (int document = 0; document < 49; document++) {
      run.choice(document, "8", List.of(-1f, -2f), 8, 0)
          .choice(document, "8-kl:0.5", List.of(-1f, -2f), 3, 0.1);
    }
    ExitCalibration few = ExitCalibration.of(run.write(folder.resolve("few"))).get(0);
    assertThat(few.learned()).isEmpty();
    assertThat(few.enough()).isEqualTo(1);
  }
}
