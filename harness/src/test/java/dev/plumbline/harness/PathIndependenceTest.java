package dev.plumbline.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import dev.plumbline.results.paths.Agreement;
import dev.plumbline.results.paths.LatentMeasure;
import dev.plumbline.results.paths.LatentPoint;
import dev.plumbline.results.paths.PathPoint;
import dev.plumbline.results.paths.PathRun;
import dev.plumbline.results.paths.PathStudy;
import dev.plumbline.runner.TestTimeNoise;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded model from several starts: at r = 32 they end alike, at 1 they do not. */
@Tag("slow")
class PathIndependenceTest {
  private static final Path ROOT = Path.of("..");
  private static final SweepPlan SWEEP =
      SweepPlan.of(
              TaskSelection.of("embedded_swaps")
                  .withTaskFiles(ROOT.resolve("training/suite"))
                  .withLimit(30),
              1,
              32)
          .withModel(ROOT.resolve("models/embedded"));
  private static final PathPlan PLAN =
      new PathPlan(
          SWEEP,
          List.of(3L, 4L),
          Optional.of(List.of(1.0, 0.0)),
          List.of(TestTimeNoise.parse("fixed:0.3")));

  @TempDir private Path folder;
  private static PathStudy study;

  @BeforeAll
  static void askOnce() {
    study = PathIndependence.study(PLAN, Execution.defaults(), PathListener.NONE);
  }

  private static PathPoint score(String starts, int r) {
    return study.scores().stream()
        .filter(p -> p.starts().equals(starts) && p.point().iterations() == r)
        .filter(p -> p.curve().score().metric().equals("acc"))
        .findFirst()
        .orElseThrow();
  }

  private static LatentPoint latent(LatentMeasure measure, String starts, int r) {
    return study.latents().stream()
        .filter(p -> p.measure() == measure && p.starts().equals(starts) && p.iterations() == r)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void runsAreGroupedByWhatTheyHaveInCommon() {
    assertThat(study.starts().stream().map(s -> s.name() + " " + s.seeds()))
        .containsExactly("scale 1 [3, 4]", "scale 0 [3]", "fixed:0.3 [3, 4]");
    assertThat(score("all starts", 1).runs())
        .containsExactly(
            new PathRun("scale 1", 3), new PathRun("scale 1", 4), new PathRun("scale 0", 3));
  }

  @Test
  void eachRunScoresWhatASweepOfItsSeedAndStartScores() {
    assertScore(SWEEP.withSeed(4), score("scale 1", 1).score().values().get(1));
    assertScore(
        SWEEP.withStart(new StartState(StartState.Kind.RANDOM, 0)),
        score("scale 0", 1).score().values().get(0));
    assertScore(
        SWEEP.withSeed(3).withNoise(Optional.of(TestTimeNoise.parse("fixed:0.3"))),
        score("fixed:0.3", 1).score().values().get(0));
  }

  private void assertScore(SweepPlan plan, double expected) {
    Path to = folder.resolve("run" + plan.hashCode());
    Run run = Evaluation.run(plan, Execution.defaults(), to, SweepListener.NONE);
    assertThat(run.curves())
        .filteredOn(p -> p.name().equals("embedded_swaps:acc@1"))
        .extracting(CurvePoint::value)
        .containsExactly(expected);
  }

  @Test
  void agreementGrowsWithDepthToTheWhole() {
    Agreement shallow = score("all starts", 1).agreement().orElseThrow();
    Agreement deep = score("all starts", 32).agreement().orElseThrow();
    assertThat(shallow.documents()).isEqualTo(30);
    assertThat(shallow.same()).isLessThan(0.9);
    assertThat(deep.same()).isEqualTo(1);
    assertThat(score("all starts", 32).score().deviation()).hasValue(0);
    assertThat(score("scale 0", 32).agreement()).isEmpty();
  }

  @Test
  void statesMeetWithDepthButUnderNoise() {
    assertThat(latent(LatentMeasure.DISTANCE, "scale 1", 1).value()).isGreaterThan(0.1);
    assertThat(latent(LatentMeasure.DISTANCE, "scale 1", 32).value()).isLessThan(0.001);
    assertThat(latent(LatentMeasure.DISTANCE, "fixed:0.3", 32).value()).isGreaterThan(0.01);
    assertThat(latent(LatentMeasure.ALIGNMENT_FROM_NOISE, "scale 1", 32).value())
        .isGreaterThan(0.9999);
    assertThat(latent(LatentMeasure.ALIGNMENT_FROM_ANOTHER, "scale 1", 1).value()).isLessThan(0.99);
    assertThat(latent(LatentMeasure.ALIGNMENT_FROM_ANOTHER, "scale 1", 32).value())
        .isGreaterThan(0.9999);
    assertThat(study.latents())
        .noneMatch(p -> p.starts().equals("fixed:0.3") && p.measure() != LatentMeasure.DISTANCE);
  }

  @Test
  void batchSizeChangesNothing() {
    PathStudy alone =
        PathIndependence.study(PLAN, Execution.defaults().withBatchSize(1), PathListener.NONE);
    assertThat(alone.scores()).isEqualTo(study.scores());
    assertThat(alone.latents()).isEqualTo(study.latents());
  }

  @Test
  void settingsSayWhatWasAsked() {
    assertThat(study.configuration().values())
        .containsEntry("seeds", List.of(3L, 4L))
        .containsEntry("scales", List.of(1.0, 0.0))
        .containsEntry("noise", List.of("fixed:0.3"))
        .containsEntry("sampling-seed", 0L)
        .doesNotContainKeys("init", "init-scale", "seed");
    assertThat(study.bundle().sha256()).isPresent();
    assertThat(study.undefined()).isEmpty();
    assertThat(study.failed()).isZero();
  }

  @Test
  void studyOfNothingIsRefused() {
    assertThatThrownBy(() -> new PathPlan(SWEEP, List.of(), Optional.empty(), List.of()))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("--seeds needs values that differ, at least one, got []");
    assertThatThrownBy(() -> new PathPlan(SWEEP, List.of(1L, 1L), Optional.empty(), List.of()))
        .hasMessageContaining("--seeds needs values that differ");
    assertThatThrownBy(
            () ->
                new PathPlan(
                    SWEEP.withNoise(PLAN.noises().stream().findFirst()),
                    new ArrayList<>(PLAN.seeds()),
                    Optional.empty(),
                    List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
