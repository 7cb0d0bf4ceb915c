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

  /** Nine of ten of the surer half are enough, and six of ten of the others: as the gate says. */
  private Run run(String point) {
    MadeUpExits run = new MadeUpExits("8," + point);
    for (int document = 0; document < 100; document++) {
      boolean surer = document % 2 == 0;
      boolean enough = document < (surer ? 90 : 60);
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
    assertThat(claimed.bins()).extracting(Reliability.Bin::observed).containsExactly(.6, .9);
    assertThat(gate.enough()).isEqualTo(.75);
    assertThat(claimed.expectedCalibrationError()).isCloseTo(0, within(1e-6));
    assertThat(claimed.brier())
        .isCloseTo((.6 * .16 + .4 * .36 + .9 * .01 + .1 * .81) / 2, within(1e-6));
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
