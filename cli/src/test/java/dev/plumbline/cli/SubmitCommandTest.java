package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.results.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scored run of two programs, one of them right, to every format and back. */
@Tag("integration")
class SubmitCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;
  private Path samples;

  @BeforeEach
  void score() throws IOException {
    Files.writeString(
        folder.resolve("human.yaml"),
        """
        task: human
        dataset_path: json
        dataset_kwargs:
          data_files:
            test: human.jsonl
        test_split: test
        unsafe_code: true
        output_type: generate_until
        doc_to_text: "{{prompt}}"
        doc_to_target: "{{test}}"
        num_fewshot: 0
        metric_list:
          - metric: !function humaneval.pass_at_k
        filter_list:
          - name: create_test
            filter:
              - function: custom
                filter_fn: !function humaneval.build_predictions
        metadata:
          version: 1.0
        """);
    Files.writeString(
        folder.resolve("human.jsonl"),
        """
        {"task_id":"HumanEval/0","prompt":"def inc(x):\\n","test":"def check(f):\\n    assert f(1) == 2\\ncheck(inc)"}
        {"task_id":"HumanEval/1","prompt":"def dec(x):\\n","test":"def check(f):\\n    assert f(1) == 0\\ncheck(dec)"}
        """);
    samples =
        Files.writeString(
            folder.resolve("samples.jsonl"),
            """
            {"task_id": "HumanEval/0", "completion": "    return x + 1"}
            {"task_id": "HumanEval/1", "completion": "    return x"}
            """);
    score(samples, "run");
  }

  private void score(Path file, String run) {
    ok(
        "score",
        "--task",
        "human",
        "--samples",
        file.toString(),
        "--include-path",
        folder.resolve("human.yaml").toString(),
        "--allow-code",
        "--unsafe-no-sandbox",
        "--quiet",
        "--out",
        folder.resolve(run).toString());
  }

  private int run(String... arguments) {
    return Plumbline.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private void ok(String... arguments) {
    assertThat(run(arguments)).as(err.toString()).isEqualTo(ExitCode.OK);
  }

  private int submit(String format, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "submit",
                folder.resolve("run").toString(),
                "--format",
                format,
                "--include-path",
                folder.resolve("human.yaml").toString(),
                "--out",
                folder.resolve(format).toString()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  @Test
  void completionsAreThoseThatWereScored() throws IOException {
    assertThat(submit("human-eval")).as(err.toString()).isEqualTo(ExitCode.OK);
    assertThat(folder.resolve("human-eval/human-r1.jsonl")).hasSameTextualContentAs(samples);
  }

  @Test
  void solutionsScoreTheSame() {
    assertThat(submit("evalplus")).as(err.toString()).isEqualTo(ExitCode.OK);
    score(folder.resolve("evalplus/human-r1.jsonl"), "again");
    assertThat(Run.open(folder.resolve("again")).curves())
        .isEqualTo(Run.open(folder.resolve("run")).curves());
  }

  @Test
  void importGivesBackTheCurvesOfWhatWasSubmitted() throws IOException {
    assertThat(submit("lm-eval", "--model-id", "example-org/coder"))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);
    ok(
        "import",
        folder.resolve("lm-eval").toString(),
        "--out",
        folder.resolve("imported").toString());
    assertThat(Run.open(folder.resolve("imported")).curves())
        .isEqualTo(Run.open(folder.resolve("run")).curves());
    ok("report", folder.resolve("imported").toString());
    ok(
        "gate",
        folder.resolve("imported").toString(),
        "--require",
        "human:pass@1,create_test@1>=0.5");
    try (Stream<Path> files = Files.walk(folder.resolve("lm-eval"))) {
      Path line = files.filter(f -> f.toString().endsWith(".jsonl")).findFirst().orElseThrow();
      assertThat(line).content().contains("\"doc\": {\"task_id\": \"HumanEval/0\", \"prompt\":");
    }
  }

  @Test
  void withoutTheTaskTheDocumentIsWhatWasAskedAndTheUserIsTold() throws IOException {
    ok(
        "submit",
        folder.resolve("run").toString(),
        "--format",
        "lm-eval",
        "--model-id",
        "example-org/coder",
        "--out",
        folder.resolve("bare").toString());
    assertThat(err.toString())
        .contains("note: human: it is not known here; give its file with --include-path")
        .contains("note: human: without its rows of data, 'doc' holds what was asked");
    try (Stream<Path> files = Files.walk(folder.resolve("bare"))) {
      Path line = files.filter(f -> f.toString().endsWith(".jsonl")).findFirst().orElseThrow();
      assertThat(line).content().contains("\"doc\": {\"context\": \"def inc(x):\\n\"");
    }
  }

  @Test
  void nothingIsSaidOfAModelThatNobodySaw() throws IOException {
    assertThat(submit("eee", "--model-id", "a/b", "--organization", "O", "--relationship", "other"))
        .isEqualTo(ExitCode.OK);
    assertThat(err.toString()).contains("at a depth that is not known; r=1 stands for it");
    try (Stream<Path> files = Files.walk(folder.resolve("eee"))) {
      Path file = files.filter(f -> f.toString().endsWith(".json")).findFirst().orElseThrow();
      assertThat(file)
          .content()
          .contains("\"deployment_type\": \"unknown\"")
          .doesNotContain("inference_engine")
          .doesNotContain("num_fewshot");
    }
  }

  @Test
  void otherDataThanTheRunHadIsNotTaken() throws IOException {
    Path data = folder.resolve("human.jsonl");
    Files.writeString(
        data,
        Files.readString(data) + "{\"task_id\":\"HumanEval/2\",\"prompt\":\"\",\"test\":\"\"}\n");
    assertThat(submit("human-eval")).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString())
        .contains("note: human: human.jsonl is not the data of the run, its SHA-256 is another")
        .contains("human, document 0: its row of data, which has the task_id, is not there");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eee | --model-id DEVELOPER/MODEL",
        "eee --model-id a/b | --organization NAME",
        "eee --model-id a/b --organization O | --relationship first_party",
        "lm-eval | --model-id DEVELOPER/MODEL",
        "model-index | --model-id DEVELOPER/MODEL",
        "hf | --benchmark TASK:METRIC[,FILTER]=DATASET:ID",
        "lm-eval --model-id a/../b | expected DEVELOPER/MODEL",
        "nothing | --format nothing is none of eee, hf, model-index",
        "eee --model-id a/b --organization O --relationship other -i 3 | has no r=3, but [1]",
        "eee --model-id a/b --organization O --relationship other -t x | has no task x, but [human]",
      })
  void whatIsMissingIsNamed(String arguments, String message) {
    String[] words = arguments.split(" ");
    assertThat(submit(words[0], List.of(words).subList(1, words.length).toArray(String[]::new)))
        .isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains(message);
    assertThat(folder.resolve(words[0])).doesNotExist();
  }

  @Test
  void aFolderThatHoldsSomethingIsLeftAlone() throws IOException {
    Files.createDirectory(folder.resolve("model-index"));
    Path readme = Files.writeString(folder.resolve("model-index/README.md"), "mine");
    assertThat(submit("model-index", "--model-id", "a/b")).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains("is there already; choose a new or empty folder");
    assertThat(readme).hasContent("mine");
  }

  @Test
  void theTableOfRunsIsWritten() throws IOException {
    Path table = folder.resolve("table.csv");
    String run = folder.resolve("run").toString();
    ok("query", run, run, "-o", table.toString());
    assertThat(out.toString()).contains("wrote 4 rows to " + table);
    assertThat(run("query", run, "-o", folder.resolve("table.txt").toString()))
        .isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains("a table's file ends in .parquet or .csv");
  }
}
