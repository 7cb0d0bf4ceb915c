package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.exchange.PythonJson;
import dev.plumbline.tasks.Datasets;
import dev.plumbline.tasks.PreparedTask;
import dev.plumbline.tasks.PromptOptions;
import dev.plumbline.tasks.TaskRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of data, as submissions have them, hash as lm-evaluation-harness 0.4.13 hashed them. */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
class LmEvalHashParityTest {

  /** The {@code doc_hash} values come from its samples files of these data, with --log_samples. */
  @ParameterizedTest
  @CsvSource({
    "hellaswag, 0, 53767c5e85a652fb431bd7df5d613ba65d94a0ac5635c973fd664d9cb48b3e1f",
    "hellaswag, 7, 56b6cece0fb6c086917f697075008782f6ebb21903ab99170493465d9b988670",
    "openbookqa, 0, fd46911dcc9d91ee2e2e74afc3d6a88ed3f08281515e9d6eb778753daa5d17bd",
    "openbookqa, 7, 16bc5057c9f4e79a06291960bb2e2ca7f0edafdc35b69667382139eb7b0a1b3e",
    "gsm8k, 0, 986c19252f3c7f6eaeff2229e9a5777f96a85c0ceea931a92d2289084dfd518c",
    "gsm8k_cot, 7, f0a02d2a0a80efb1fb716182e98a736ad470456cb405fcfe340c80ddf7d372b5"
  })
  void rowsHashAsTheHarnessHashedThem(String task, int docId, String hash) {
    TaskRegistry registry = TaskRegistry.builtIn();
    PreparedTask prepared =
        PreparedTask.of(
            registry.select(List.of(task)).get(0),
            Datasets.in(Path.of(System.getProperty("plumbline.shared"), "data")),
            PromptOptions.withoutExamples(),
            OptionalInt.empty());
    Object row = prepared.row(prepared.questions().get(docId));
    assertThat(DigestUtils.sha256Hex(PythonJson.INDENTED.dumps(row))).isEqualTo(hash);
  }
}
