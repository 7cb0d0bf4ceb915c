package dev.plumbline.cli;

import static dev.plumbline.cli.LmEvaluationHarnessSamples.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * One sweep gives what lm-evaluation-harness 0.4.13 gives on the published PyTorch code in one full
 * run per r: prompts, log-likelihoods, generations, filtered answers and metrics, sample by sample.
 */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
@Tag("integration")
class SweepParityTest {
  private static final double LOGLIKELIHOOD_TOLERANCE = 1e-3;

  private static LmEvaluationHarnessSamples samples;

  @BeforeAll
  static void sweep(@TempDir Path folder) throws IOException {
    Path shared = Path.of(System.getProperty("plumbline.shared"));
    Path checkpoint = shared.resolve("golden/tiny-raven");
    Path bundle = folder.resolve("bundle");
    LmEvaluationHarnessSamples.run(
        "export", "--from", checkpoint.toString(), "--to", bundle.toString());
    samples =
        new LmEvaluationHarnessSamples(
            LmEvaluationHarnessSamples.read(checkpoint.resolve("lm_eval_samples.json"))
                .get("iterations"));
    samples.add(sweep(folder, bundle, "hellaswag,openbookqa", 32));
    samples.add(sweep(folder, bundle, "gsm8k,gsm8k_cot,humaneval,mbpp", 4));
  }

  private static Path sweep(Path folder, Path bundle, String tasks, int limit) {
    Path out = folder.resolve("run-" + limit);
    LmEvaluationHarnessSamples.run(
        "sweep",
        "--model",
        bundle.toString(),
        "--tasks",
        tasks,
        "--limit",
        "" + limit,
        "--data",
        Path.of(System.getProperty("plumbline.shared"), "data").toString(),
        "--iterations",
        "1,4,16",
        "--init",
        "zero",
        "--max-gen-toks",
        "24",
        "--out",
        out.toString());
    return out;
  }

  @Test
  void promptsAreTheSameByteForByte() {
    samples.promptsAreTheSameByteForByte(".*");
  }

  @Test
  void loglikelihoodsAreTheSameWithinFloat32() {
    samples.loglikelihoodsAreTheSame("hellaswag|openbookqa", LOGLIKELIHOOD_TOLERANCE);
  }

  @Test
  void generationsAreTheSame() {
    samples.generationsAreTheSame("gsm8k|gsm8k_cot|humaneval|mbpp");
  }

  @Test
  void filteredAnswersAreTheSame() {
    samples.filteredAnswersAreTheSame("gsm8k|gsm8k_cot|humaneval");
  }

  @Test
  void metricsAreTheSame() {
    samples.metricsAreTheSame("hellaswag|openbookqa|gsm8k|gsm8k_cot");
  }

  @Test
  void codeIsStoredAndNotScored() {
    samples.forEachSample(
        "humaneval|mbpp",
        (ours, document, theirs) -> {
          assertThat(ours.get("metrics")).as(at(ours)).isEmpty();
          assertThat(ours.has("passed")).as(at(ours)).isFalse();
        });
  }
}
