package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.TaskRegistry;
import dev.plumbline.tasks.data.RowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task and the rows of its data may hold anything. See {@link Fuzz}. */
@Tag("integration")
class TaskFuzzTest {
  private static final String TASK =
      """
      task: capitals
      tag: [geography, short]
      dataset_path: json
      dataset_kwargs:
        data_files: {test: capitals.jsonl}
      test_split: test
      output_type: generate_until
      doc_to_text: "Q: {{ question|trim }}{% if hint %} ({{ hint }}){% endif %}\\nA:"
      doc_to_target: "{{answer}}"
      num_fewshot: 2
      fewshot_config: {sampler: first_n, samples: [{question: a, answer: b}]}
      generation_kwargs: {until: ["\\n"], do_sample: false, max_gen_toks: 12, temperature: 0.0}
      filter_list:
        - name: strict
          filter:
            - {function: regex, regex_pattern: "(\\\\w+) \\\\d{1,3}(,\\\\d{3})*", group_select: -1}
            - function: take_first
      metric_list:
        - {metric: exact_match, aggregation: mean, higher_is_better: true, ignore_case: true}
      metadata: {version: 1.0}
      """;

  @TempDir Path folder;

  @Test
  void taskYaml() throws Exception {
    Path file = Files.writeString(folder.resolve("task.yaml"), TASK);
    Fuzz.holds(
        file,
        yaml -> {
          TaskRegistry.validate(yaml).forEach(f -> assertThat(f.toString().lines()).hasSize(1));
          TaskRegistry.builtIn().plus(yaml);
        });
  }

  private void rows(Path file) throws IOException {
    try {
      RowFile.read(file);
    } catch (IOException e) {
      throw new PlumblineException(e.getMessage(), e); // As Datasets does.
    }
  }

  @Test
  void jsonLines() throws Exception {
    String row = "{\"question\": \"é 1\", \"n\": 12, \"l\": [1.5, {\"k\": null}], \"b\": true}\n";
    Fuzz.holds(Files.writeString(folder.resolve("rows.jsonl"), row.repeat(5)), this::rows);
  }

  @Test
  void csv() throws Exception {
    String text = "a,b,c\n1,\"x \"\"y\"\"\",true\n2,z,false\n3.5,,\n";
    Fuzz.holds(Files.writeString(folder.resolve("rows.csv"), text), this::rows);
  }

  @Test
  void parquet() throws Exception {
    Path data = Path.of("../tasks/src/test/resources/dev/plumbline/tasks/data");
    for (String name : List.of("rows-none.parquet", "rows-zstd.parquet")) {
      Fuzz.holds(Files.copy(data.resolve(name), folder.resolve(name)), this::rows);
    }
  }
}
