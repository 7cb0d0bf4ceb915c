package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * SmolLM2-135M-Instruct, plain and with its layers 10 to 19 looped, on real benchmarks: what
 * lm-evaluation-harness 0.4.13 gave, sample by sample.
 *
 * <p>Log-likelihoods are compared in absolute terms: a relative tolerance passes a wrong norm
 * epsilon and weights of half the precision.
 */
@EnabledIfSystemProperty(
    named = "plumbline.smollm2",
    matches = ".+",
    disabledReason = "needs the model that ../shared/models makes; see CONTRIBUTING.md")
class RealModelParityTest {
  private static final double HARNESS_TOLERANCE = 1.5e-3;
  private static final double DOUBLE_PRECISION_TOLERANCE = 1e-3;

  @TempDir private static Path folder;

  private static Path plain;

  @BeforeAll
  static void export() {
    plain = export("plain");
  }

  private static Path export(String name, String... options) {
    Path bundle = folder.resolve(name);
    String checkpoint = System.getProperty("plumbline.smollm2");
    String[] all = {"export", "--from", checkpoint, "--to", bundle.toString()};
    LmEvaluationHarnessSamples.run(
        Stream.concat(Arrays.stream(all), Arrays.stream(options)).toArray(String[]::new));
    return bundle;
  }

  private static Path shared(String path) {
    return Path.of(System.getProperty("plumbline.shared")).resolve(path);
  }

  private static Path sweep(Path bundle, String iterations, String tasks, int limit) {
    Path out =
        folder.resolve("run-%s-%s-%s-%d".formatted(bundle.getFileName(), iterations, tasks, limit));
    LmEvaluationHarnessSamples.run(
        "sweep",
        "--model",
        bundle.toString(),
        "--iterations",
        iterations,
        "--tasks",
        tasks,
        "--data",
        shared("data").toString(),
        "--limit",
        "" + limit,
        "--max-gen-toks",
        "64",
        "--out",
        out.toString());
    return out;
  }

  private static JsonNode recorded(String file) throws IOException {
    return LmEvaluationHarnessSamples.read(shared("models").resolve(file));
  }

  @Test
  void plainModelAnswersAsInTheHarness() throws IOException {
    LmEvaluationHarnessSamples samples =
        new LmEvaluationHarnessSamples(recorded("smollm2_lm_eval.json").get("iterations"));
    samples.add(sweep(plain, "1", "openbookqa", 500));
    samples.add(sweep(plain, "1", "hellaswag", 300));
    samples.add(sweep(plain, "1", "gsm8k_cot", 8));
    samples.add(sweep(plain, "1", "humaneval", 6));

    samples.promptsAreTheSameByteForByte(".*");
    String choices = "openbookqa|hellaswag";
    samples.loglikelihoodsAreTheSame(choices, HARNESS_TOLERANCE);
    samples.loglikelihoodsAreThoseOfDoublePrecision(choices, DOUBLE_PRECISION_TOLERANCE);
    samples.generationsAreTheSame("gsm8k_cot|humaneval");
    samples.filteredAnswersAreTheSame("gsm8k_cot");
    samples.metricsAreTheSame("openbookqa|hellaswag|gsm8k_cot");
  }

  @Test
  void loopedLayersAnswerAsInTheHarness() throws IOException {
    JsonNode recorded = recorded("smollm2_looped.json");
    Path naive = export("naive", "--loop", "10-19");
    Path damped = export("damped", "--loop", "10-19", "--update", "damped");

    requireSame(recorded.get("naive"), sweep(naive, "1,2,4", "openbookqa", 200));
    requireSame(recorded.get("damped"), sweep(damped, "2,4", "openbookqa", 200));
  }

  private static void requireSame(JsonNode recorded, Path run) throws IOException {
    LmEvaluationHarnessSamples samples = new LmEvaluationHarnessSamples(recorded.get("iterations"));
    samples.add(run);
    samples.loglikelihoodsAreTheSame("openbookqa", HARNESS_TOLERANCE);
    samples.loglikelihoodsAreThoseOfDoublePrecision("openbookqa", DOUBLE_PRECISION_TOLERANCE);
    samples.metricsAreTheSame("openbookqa");
  }

  @Test
  void oneIterationOfLoopedLayersIsThePlainModelToTheBit() throws IOException {
    List<String> expected = lines(sweep(plain, "1", "openbookqa", 20));
    for (String update : List.of("replace", "damped")) {
      Path looped = export("one-" + update, "--loop", "3-25", "--update", update);
      assertThat(lines(sweep(looped, "1", "openbookqa", 20))).isEqualTo(expected);
    }
  }

  private static List<String> lines(Path run) throws IOException {
    return Files.readAllLines(run.resolve("samples.jsonl"));
  }

  /** Texts with digits, emoji, control characters and special tokens. */
  @Test
  void oddTextsHaveTheSameTokens() throws IOException {
    int compared = 0;
    try (Tokenizer tokenizer = Tokenizer.open(Bundle.open(plain), false)) {
      for (JsonNode entry : recorded("smollm2_tokens.json").get("strings")) {
        assertThat(tokenizer.encode(entry.get(0).asText())).as("%s", entry).isEqualTo(ids(entry));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(734);
  }

  private static List<Integer> ids(JsonNode entry) {
    return StreamSupport.stream(entry.get(1).spliterator(), false).map(JsonNode::asInt).toList();
  }
}
