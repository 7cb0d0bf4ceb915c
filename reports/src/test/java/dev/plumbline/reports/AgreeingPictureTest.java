package dev.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.results.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgreeingPictureTest {
  private static final String NOTE = "hellaswag: acc_norm agrees with acc everywhere";

  @TempDir Path folder;

  @Test
  void scoresThatAgreeAreOneLineAndANote() {
    assertThat(drawn(run("same", AgreeingPictureTest::acc)))
        .contains(NOTE)
        .doesNotContain(">acc_norm<");
  }

  @Test
  void oneOtherScoreAtOneDepthMakesTwoLines() {
    BiFunction<Integer, Integer, OptionalDouble> other =
        (doc, r) -> doc == 3 && r == 1 ? OptionalDouble.of(1) : acc(doc, r);
    assertThat(drawn(run("other", other))).doesNotContain(NOTE).contains(">acc_norm<");
  }

  @Test
  void ofSeveralRunsEachMustAgree() {
    Run same = run("same", AgreeingPictureTest::acc);
    Run without = ExampleRun.write(folder.resolve("without"));
    assertThat(drawn(same, same)).contains(NOTE);
    assertThat(drawn(same, without)).doesNotContain(NOTE).contains(": acc_norm<");
  }

  private static OptionalDouble acc(int doc, int r) {
    return OptionalDouble.of(doc < r ? 1 : 0);
  }

  private Run run(String name, BiFunction<Integer, Integer, OptionalDouble> norm) {
    return ExampleRun.write(folder.resolve(name), Optional.empty(), norm);
  }

  private static String drawn(Run... runs) {
    return CurvePicture.ofRuns(
            List.of(runs), List.of(), Axis.ITERATIONS, "title", PictureStyle.USUAL)
        .svg();
  }
}
