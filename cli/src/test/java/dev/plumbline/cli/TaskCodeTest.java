package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.plumbline.harness.StatedPlan;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task with functions in Python, through the command line. */
class TaskCodeTest {
  private static final String UTILS =
      """
      def process_docs(dataset):
          return dataset.filter(lambda row: row["n"] > 1)

      def text(doc):
          return "%d + 1 =" % doc["n"]

      def process_results(doc, results):
          return {"length": len(results[0]), "said": bool(results[0])}
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void task() throws IOException {
    // The sandbox is nobody where root runs the tests.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("utils.py"), UTILS);
    Files.writeString(folder.resolve("sums.jsonl"), "{\"n\": 1}\n{\"n\": 2}\n{\"n\": 3}\n");
    Files.writeString(
        folder.resolve("sums.yaml"),
        """
        task: coded_sums
        dataset_path: json
        dataset_kwargs: {data_files: {test: sums.jsonl}}
        test_split: test
        process_docs: !function utils.process_docs
        doc_to_text: !function utils.text
        doc_to_target: "{{n + 1}}"
        process_results: !function utils.process_results
        generation_kwargs: {until: ["\\n"], max_gen_toks: 4}
        metric_list:
          - metric: length
            aggregation: mean
            higher_is_better: true
          - metric: said
            aggregation: mean
            higher_is_better: true
        """);
  }

  private int run(String... arguments) {
    return Plumbline.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private int sweep(String... more) {
    return run(
        Stream.concat(
                Stream.of(
                    "sweep",
                    "--model",
                    "../models/embedded",
                    "--include-path",
                    folder.resolve("sums.yaml").toString(),
                    "--tasks",
                    "coded_sums",
                    "--iterations",
                    "1,2",
                    "--out",
                    folder.resolve("run").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void withoutTheOptionTheRefusalIsOneLineThatNamesIt() {
    assertThat(sweep()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString().strip())
        .hasLineCount(1)
        .contains("utils.process_docs", "--allow-task-code");
    assertThat(sweep("--python", "python3")).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains("give --allow-task-code as well");
  }

  @Test
  void aSettingsFileLetsNoTaskCodeRun() throws IOException {
    Path config = Files.writeString(folder.resolve("p.yaml"), "sweep:\n  allow-task-code: true\n");
    assertThat(sweep("--config", config.toString())).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString())
        .contains(
            "p.yaml:2: allow-task-code lets code run; give --allow-task-code on the command line");
  }

  @Test
  void tasksAreListedAndValidatedWithoutRunningTheirCode() throws IOException {
    Files.writeString(folder.resolve("utils.py"), "raise SystemExit('it ran')\n");
    assertThat(run("tasks", "validate", folder.resolve("sums.yaml").toString()))
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains(
            "a valid task; its Python functions (utils.process_docs, utils.text,"
                + " utils.process_results) need --allow-task-code");
    assertThat(run("tasks", "list", "--include-path", folder.toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("coded_sums");
  }

  @Test
  void allowedCodeRunsAndTheManifestHasItsHash() throws IOException {
    assumeThat(
            Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "bwrap"))))
        .as("needs bubblewrap")
        .isTrue();
    assertThat(sweep("--allow-task-code")).as(err.toString()).isEqualTo(ExitCode.OK);
    Run run = Run.open(folder.resolve("run"));
    assertThat(run.curves())
        .extracting(point -> point.score().metric(), CurvePoint::n)
        .contains(
            org.assertj.core.groups.Tuple.tuple("length", 2),
            org.assertj.core.groups.Tuple.tuple("said", 2));
    assertThat(run.manifest().tasks().get(0).code())
        .containsOnly(
            java.util.Map.entry("utils.py", new DigestUtils("SHA-256").digestAsHex(UTILS)));
    assertThat(run.manifest().configuration().values()).containsEntry("allow-task-code", true);
    assertThat(StatedPlan.of(run.manifest()).tasks().sources().code().allowed()).isTrue();
    try (Stream<ProcessHandle> left = ProcessHandle.current().descendants()) {
      assertThat(left.filter(ProcessHandle::isAlive).toList()).isEqualTo(List.of());
    }
  }
}
