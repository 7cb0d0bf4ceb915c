package dev.plumbline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.runner.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For each family one sweep gives what lm-evaluation-harness 0.4.13 gives on the reference PyTorch
 * code, sample by sample.
 */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
@Tag("integration")
class FamilySweepParityTest {
  private static final double LOGLIKELIHOOD_TOLERANCE = 1e-3;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "llama",
        "olmo2",
        "ouro",
        "qwen2",
        "qwen3",
        "retrofit-llama",
        "retrofit-olmo",
        "smollm"
      })
  void everySampleIsThatOfTheReference(String family) throws IOException {
    Path shared = Path.of(System.getProperty("plumbline.shared"));
    Path checkpoint = shared.resolve("golden/families").resolve(family);
    JsonNode recorded =
        LmEvaluationHarnessSamples.read(checkpoint.resolve("lm_eval_samples.json"))
            .get("iterations");
    LmEvaluationHarnessSamples samples = new LmEvaluationHarnessSamples(recorded);
    Path bundle = folder.resolve("bundle");
    LmEvaluationHarnessSamples.run(
        "export", "--from", checkpoint.toString(), "--to", bundle.toString());

    samples.add(sweep(bundle, recorded, "hellaswag,openbookqa", 16));
    samples.add(sweep(bundle, recorded, "gsm8k,gsm8k_cot", 2));

    samples.promptsAreTheSameByteForByte(".*");
    samples.loglikelihoodsAreTheSame("hellaswag|openbookqa", LOGLIKELIHOOD_TOLERANCE);
    samples.generationsAreTheSame("gsm8k|gsm8k_cot");
    samples.filteredAnswersAreTheSame("gsm8k|gsm8k_cot");
    samples.metricsAreTheSame(".*");
  }

  private Path sweep(Path bundle, JsonNode recorded, String tasks, int limit) {
    Path out = folder.resolve("run-" + limit);
    String data = Path.of(System.getProperty("plumbline.shared"), "data").toString();
    List<String> depths = new ArrayList<>();
    recorded.fieldNames().forEachRemaining(depths::add);
    JsonNode first = recorded.get(depths.get(0)).get("gsm8k").get("samples").get(0);
    int newTokens = first.get("args").get(0).get(1).get("max_gen_toks").intValue();
    List<String> arguments =
        new ArrayList<>(
            List.of("sweep", "--model", bundle.toString(), "--data", data, "--tasks", tasks));
    arguments.addAll(List.of("--limit", "" + limit, "--max-gen-toks", "" + newTokens));
    arguments.addAll(List.of("--iterations", String.join(",", depths), "--out", out.toString()));
    if (Bundle.open(bundle).initialState().isPresent()) {
      arguments.addAll(List.of("--init", "zero"));
    }
    LmEvaluationHarnessSamples.run(arguments.toArray(String[]::new));
    return out;
  }
}
