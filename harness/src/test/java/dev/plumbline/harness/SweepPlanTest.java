package dev.plumbline.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Manifest;
import dev.plumbline.runner.TestTimeNoise;
import dev.plumbline.tasks.DecodingOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a manifest says of a plan is enough to ask the same again. */
class SweepPlanTest {
  private static final SweepPlan FULL =
      new SweepPlan(
          Optional.of(Path.of("my-model")),
          Depths.of(Sweep.parse("1,16,16-expected")),
          TaskSelection.of("gsm8k", "hellaswag")
              .withLimit(7)
              .withData(Path.of("data"))
              .withTaskFiles(Path.of("a.yaml"), Path.of("b")),
          new Prompting(OptionalInt.of(3), 9, true, true, Optional.of("Be brief.")),
          new DecodingOptions(
              OptionalInt.of(64),
              OptionalDouble.of(0.8),
              OptionalInt.of(40),
              OptionalDouble.of(0.9),
              OptionalDouble.of(0.1),
              5),
          CodeExecution.UNSANDBOXED,
          new StartState(StartState.Kind.ZERO, 2),
          Optional.of(TestTimeNoise.parse("sqrt:0.25")),
          5,
          Optional.of(true),
          false);

  private static Manifest manifest(Configuration configuration) {
    return new Manifest(
        "",
        Instant.EPOCH,
        Instant.EPOCH,
        0,
        Sweep.of(List.of(1)).points(),
        new Manifest.Bundle("m", "ab"),
        List.of(),
        new Manifest.Versions("0", "1", "17", "os", "cpu"),
        configuration);
  }

  private static void assertRepeatable(SweepPlan plan) {
    Manifest manifest = manifest(StatedPlan.of(plan, Execution.defaults().withThreads(2)));
    assertThat(StatedPlan.of(manifest)).isEqualTo(plan);
  }

  @Test
  void everySettingComesBackFromTheManifest() {
    assertRepeatable(FULL);
    assertRepeatable(SweepPlan.of(TaskSelection.of("gsm8k"), 4));
    assertRepeatable(FULL.withRecordedGate());
    assertRepeatable(FULL.withDepths(Depths.auto()));
    assertRepeatable(FULL.withDepths(new Depths.Auto(0.1, 0.2, OptionalInt.of(16))));
    assertRepeatable(FULL.withCode(CodeExecution.SANDBOXED).withSeed(1L << 40));
  }

  @Test
  void planThatNamesNoDepthsLeavesThemToTheModel() {
    assertThat(SweepPlan.of(TaskSelection.of("gsm8k")).depths()).isEqualTo(Depths.suiting());
  }

  @Test
  void settingThatIsMissingOrOfAnotherKindIsNamed() {
    Map<String, Object> values = new HashMap<>(StatedPlan.of(FULL, Execution.defaults()).values());
    values.put("limit", "seven");
    assertThatThrownBy(() -> StatedPlan.of(manifest(new Configuration(values))))
        .isInstanceOf(PlumblineException.class)
        .hasMessageStartingWith("setting limit is seven; expected a number");
    values.remove("limit");
    values.remove("init");
    assertThatThrownBy(() -> StatedPlan.of(manifest(new Configuration(values))))
        .hasMessageStartingWith("setting init is null; expected a text");
  }

  @Test
  void runsThatAskedNobodyHaveNoPlan() {
    Configuration scored =
        new ScoringPlan(
                "humaneval",
                TaskSources.builtIn(),
                Path.of("samples.jsonl"),
                List.of(1),
                false,
                CodeExecution.SANDBOXED)
            .configuration();
    assertThatThrownBy(() -> StatedPlan.of(manifest(scored)))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("nothing was asked");
  }
}
