package dev.plumbline.results.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.Outcome.Scored;
import dev.plumbline.protocol.Response.Generation;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BesideReferenceTest {
  @TempDir Path temp;

  /** Four documents, of which one is right at r = 1 and three at r = 4. */
  private Run run(String model, String task, Score score, Map<String, Object> settings) {
    Instant now = Instant.parse("2026-11-24T03:39:03Z");
    Manifest manifest =
        new Manifest(
            "plumbline sweep",
            now,
            now,
            0,
            Sweep.of(List.of(1, 4)).points(),
            new Manifest.Bundle(model, "ab".repeat(32)),
            List.of(new Manifest.Task(task, "1.0", Map.of(), 4, 0)),
            new Manifest.Versions("0.1.0", "1.29.0", "17", "Linux", "CPU"),
            new Configuration(settings));
    try (RunWriter writer = RunWriter.create(temp.resolve("run"), false)) {
      for (int doc = 0; doc < 4; doc++) {
        for (int r : List.of(1, 4)) {
          double right = doc < (r == 1 ? 1 : 3) ? 1 : 0;
          writer.append(
              new Sample(
                  SampleId.of(task, doc, r),
                  new Scored(Map.of(score, right), new Generation("", Map.of()), "2")));
        }
      }
      return writer.finish(manifest, List.of(), Map.of());
    }
  }

  @Test
  void rowsHoldBothAtEachDepthOfEither() {
    Run run = run("Ouro-1.4B", "hellaswag", Score.of("acc_norm"), Map.of("chat", false));
    BesideReference beside = BesideReference.of(run, References.find("ouro-1.4b"));
    assertThat(beside.pairs()).hasSize(1);
    List<BesideReference.Row> rows = beside.pairs().get(0).rows();
    assertThat(rows)
        .extracting(BesideReference.Row::point)
        .containsExactly(
            SweepPoint.fixed(1),
            SweepPoint.fixed(2),
            SweepPoint.fixed(3),
            SweepPoint.fixed(4),
            SweepPoint.fixed(5),
            SweepPoint.fixed(6),
            SweepPoint.fixed(7),
            SweepPoint.fixed(8));
    assertThat(rows.get(0).published().getAsDouble()).isEqualTo(0.5524);
    assertThat(rows.get(0).measured().orElseThrow().value()).isEqualTo(0.25);
    assertThat(rows.get(3).difference().getAsDouble()).isCloseTo(0.0071, within(1e-12));
    assertThat(rows.get(7).measured()).isEmpty();
    assertThat(rows.get(7).difference()).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void everySettingThatDiffersOrThatNobodyKnowsIsNamed() {
    Run run =
        run(
            "my-ouro",
            "gsm8k",
            new Score("exact_match", "strict-match"),
            Map.of("num-fewshot", 5, "chat", true, "limit", 100, "system", "Think."));
    BesideReference beside = BesideReference.of(run, References.find("ouro-1.4b"));
    assertThat(beside.pairs()).hasSize(1);
    assertThat(beside.pairs().get(0).differences())
        .extracting(Difference::toString)
        .containsExactly(
            "model: published ByteDance/Ouro-1.4B, here my-ouro",
            "task: published gsm8k_cot, here gsm8k",
            "num_fewshot: published 3, here 5",
            "chat_template: published false, here true",
            "system_prompt: published unknown, here Think.",
            "documents: published unknown, here the first 100",
            "harness: published lm-evaluation-harness, here plumbline");
  }

  @Test
  void whatIsTheSameIsNotNamed() {
    Run run = run("ouro-1.4b", "mmlu", Score.of("acc"), Map.of("num-fewshot", 5, "chat", false));
    assertThat(BesideReference.of(run, References.find("ouro-1.4b")).pairs().get(0).differences())
        .extracting(Difference::setting)
        .containsExactly("system_prompt", "documents", "harness");
  }

  @Test
  void anotherMetricOfTheTaskIsNotBesideIt() {
    Run run = run("huginn-0125", "hellaswag", Score.of("acc"), Map.of());
    BesideReference beside = BesideReference.of(run, References.find("huginn-0125"));
    assertThat(beside.pairs()).isEmpty();
    assertThat(beside.nothing().orElseThrow())
        .startsWith(
            "huginn-0125 has no curve of the tasks and metrics of "
                + run.folder()
                + "; it has arc_easy acc_norm, arc_challenge acc_norm, hellaswag acc_norm, mmlu acc,"
                + " openbookqa acc_norm, ")
        .contains("gsm8k exact_match,flexible-extract")
        .doesNotContain("\n");
  }

  @Test
  void severalPublishedCurvesOfOneMeasuredCurveAreToldApart() {
    Run run = run("huginn-0125", "gsm8k_cot", new Score("exact_match", "strict-match"), Map.of());
    assertThat(BesideReference.of(run, References.find("huginn-0125")).pairs())
        .extracting(BesideReference.Pair::label)
        .containsExactly(
            "published: huginn-0125 (paper), GSM8K CoT",
            "published: huginn-0125 (paper), GSM8K CoT with system prompt");
  }
}
