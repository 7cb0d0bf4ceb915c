package dev.plumbline.cli;

import dev.plumbline.exchange.lmeval.LmEvalImport;
import dev.plumbline.harness.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** lm-evaluation-harness's files may hold anything. See {@link Fuzz}. */
@Tag("integration")
class ImportFuzzTest {
  private static final String LM_EVAL_STAMP = "2026-11-24T00-19-25.654842";

  @TempDir Path folder;

  /** An evaluation of two documents, as lm-evaluation-harness writes it. */
  private Path evaluation(String file) throws IOException {
    Files.writeString(
        folder.resolve("results_" + LM_EVAL_STAMP + ".json"),
        """
        {"results": {"t": {"name": "t", "sample_len": 2, "acc,none": 0.5, "acc_stderr,none": 0.5}},
         "configs": {"t": {"metric_list": [{"metric": "acc", "aggregation": "mean"}]}},
         "versions": {"t": 1.0}, "n-shot": {"t": 0}, "n-samples": {"t": {"original": 9, "effective": 2}},
         "config": {"model": "hf", "model_args": {"pretrained": "a/b", "mean_recurrence": 4},
                    "limit": 2, "torch_seed": 3},
         "date": 1795479562.28, "lm_eval_version": "0.4.13", "model_name": "a/b",
         "total_evaluation_time_seconds": "12.0"}
        """);
    String line =
        """
        {"doc_id": %d, "doc": {"q": "x"}, "target": "1", "arguments": {"gen_args_0": {"arg_0": "Q:", \
        "arg_1": " a"}, "gen_args_1": {"arg_0": "Q:", "arg_1": " b"}}, "resps": [[["-0.5", "False"]], \
        [["-0.25", "True"]]], "filtered_resps": [["-0.5", "False"], ["-0.25", "True"]], \
        "filter": "none", "metrics": ["acc"], "acc": %d.0}
        """;
    Files.writeString(
        folder.resolve("samples_t_" + LM_EVAL_STAMP + ".jsonl"),
        line.formatted(0, 1) + line.formatted(1, 0));
    return folder.resolve(file);
  }

  private void imported() {
    LmEvalImport evaluations = new LmEvalImport();
    evaluations.add(folder.resolve("results_" + LM_EVAL_STAMP + ".json"));
    evaluations.write(
        folder.resolve("imported"), true, Set.of(), "plumbline import", Versions.withoutModel());
  }

  @Test
  void resultsOfLmEvaluationHarness() throws Exception {
    Fuzz.holds(evaluation("results_" + LM_EVAL_STAMP + ".json"), file -> imported());
  }

  @Test
  void samplesOfLmEvaluationHarness() throws Exception {
    Fuzz.holds(evaluation("samples_t_" + LM_EVAL_STAMP + ".jsonl"), file -> imported());
  }
}
