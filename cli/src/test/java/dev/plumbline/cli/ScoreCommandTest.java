package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
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

/** Programs from elsewhere, on two problems of the kinds of HumanEval and MBPP. */
@Tag("integration")
class ScoreCommandTest {
  private static final String YAML =
      """
      task: %s
      dataset_path: json
      dataset_kwargs:
        data_files:
          test: %s.jsonl
      test_split: test
      unsafe_code: true
      output_type: generate_until
      doc_to_text: "{{prompt}}"
      doc_to_target: "{{test}}"
      metric_list:
        - metric: !function %s
      """;

  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("human.yaml"),
        YAML.formatted("human", "human", "humaneval.pass_at_k")
            + """
            filter_list:
              - name: create_test
                filter:
                  - function: custom
                    filter_fn: !function humaneval.build_predictions
            """);
    Files.writeString(
        folder.resolve("human.jsonl"),
        """
        {"task_id":"H/0","prompt":"def inc(x):\\n","test":"def check(f):\\n    assert f(1) == 2\\ncheck(inc)"}
        {"task_id":"H/1","prompt":"def dec(x):\\n","test":"def check(f):\\n    assert f(1) == 0\\ncheck(dec)"}
        """);
    Files.writeString(
        folder.resolve("basic.yaml"), YAML.formatted("basic", "basic", "mbpp.pass_at_1"));
    Files.writeString(
        folder.resolve("basic.jsonl"),
        """
        {"task_id":11,"prompt":"p","test_setup_code":"n = N(3)","test":"assert get(n) == 3"}
        """);
  }

  private int score(String task, String lines, String... more) throws IOException {
    String[] arguments = arguments(task, lines, more);
    return Plumbline.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private String[] arguments(String task, String lines, String... more) throws IOException {
    Path samples = Files.writeString(folder.resolve("samples.jsonl"), lines);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "score",
                "--task",
                task,
                "--samples",
                samples.toString(),
                "--include-path",
                folder.resolve(task + ".yaml").toString(),
                "--out",
                folder.resolve("run").toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static void needBubblewrap() {
    assumeThat(
            Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(p -> Files.isExecutable(Path.of(p, "bwrap"))))
        .as("needs bubblewrap")
        .isTrue();
  }

  @Test
  void passAtKIsUnbiasedOverSeveralProgramsPerTask() throws IOException {
    needBubblewrap();
    int code =
        score(
            "human",
            """
            {"task_id":"H/0","completion":"    return x + 1"}
            {"task_id":"H/0","completion":"    return x"}
            {"task_id":"H/0","solution":"def inc(x): return 2","completion":"ignored"}
            {"task_id":"H/1","completion":"    import os; os._exit(0)"}
            {"task_id":"H/1","completion":"    return x.y"}
            {"task_id":"H/1","completion":"    return 0"}
            """,
            "--k",
            "1,2",
            "--allow-code");
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.OK);
    Run run = Run.open(folder.resolve("run"));
    // By hand: 1 - C(n-c, k) / C(n, k) with 2 and 1 right of 3.
    assertThat(run.curves())
        .extracting(p -> p.score().metric())
        .containsExactly("pass@1", "pass@2");
    assertThat(run.curves()).extracting(p -> p.score().filter()).containsOnly("create_test");
    assertThat(run.curves().get(0).value()).isCloseTo((2 / 3.0 + 1 / 3.0) / 2, within(1e-12));
    assertThat(run.curves().get(1).value()).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
    assertThat(folder.resolve("run/samples.jsonl"))
        .content()
        .contains("\"verdict\":\"failed: ended before its last test\",\"flags\":[\"exit\"]")
        .contains("\"verdict\":\"failed: AttributeError: 'int' object has no attribute 'y'\"");
    assertThat(run.manifest().points()).containsExactly(SweepPoint.fixed(1));
    assertThat(run.manifest().configuration().values()).containsEntry("unsafe-no-sandbox", false);
  }

  @Test
  void killedItGoesOnWithTheVerdictsThatAreThere() throws Exception {
    needBubblewrap();
    String lines =
        """
        {"task_id":"H/0","completion":"    return x + 1"}
        {"task_id":"H/1","solution":"import time; time.sleep(3)\\ndef dec(x): return x - 1"}
        """;
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Plumbline.class.getName()));
    command.addAll(List.of(arguments("human", lines, "--allow-code")));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said.txt").toFile())
            .start();
    Path journal = folder.resolve("run/journal/samples.jsonl");
    while (process.isAlive() && (!Files.exists(journal) || Files.size(journal) == 0)) {
      Thread.sleep(5);
    }
    process.destroyForcibly().waitFor();
    assertThat(folder.resolve("run/manifest.json")).doesNotExist();

    assertThat(score("human", lines, "--allow-code", "--k", "1")).isEqualTo(ExitCode.OK);
    assertThat(err.toString()).contains("going on with an unfinished run: 1 of 2 verdicts");
    assertThat(Run.open(folder.resolve("run")).curves().get(0).value()).isEqualTo(1);
  }

  @Test
  void setupStandsBetweenSolutionAndTestsAndMbppIdsMayHaveTheirPrefix() throws IOException {
    needBubblewrap();
    String solution = "class N:\\n    def __init__(self, v): self.v = v\\ndef get(n): return n.v";
    assertThat(
            score(
                "basic",
                "{\"task_id\":\"Mbpp/11\",\"solution\":\"" + solution + "\"}\n",
                "--allow-code"))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);
    CurvePoint point = Run.open(folder.resolve("run")).curves().get(0);
    assertThat(point.score().metric()).isEqualTo("pass_at_1");
    assertThat(point.value()).isEqualTo(1);
  }

  @Test
  void withoutASandboxTheUserIsWarnedAndTheManifestSaysSo() throws IOException {
    assertThat(
            score(
                "human",
                """
                {"task_id":"H/0","completion":"    return x + 1"}
                {"task_id":"H/1","completion":"    return x"}
                """,
                "--allow-code",
                "--unsafe-no-sandbox",
                "--quiet"))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);
    assertThat(err.toString()).startsWith("warning: --unsafe-no-sandbox");
    assertThat(Run.open(folder.resolve("run")).manifest().configuration().values())
        .containsEntry("unsafe-no-sandbox", true);
  }

  @Test
  void nothingRunsUnlessAllowed() throws IOException {
    assertThat(score("human", "{\"task_id\":\"H/0\",\"completion\":\"\"}\n"))
        .isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains("give --allow-code");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void unusableSamplesAreRefusedByLine() throws IOException {
    needBubblewrap();
    String good = "{\"task_id\":\"H/0\",\"completion\":\"\"}\n";
    assertRefused(good + "{\"task_id\":\"H/7\",\"completion\":\"\"}", "samples.jsonl:2: task_id");
    assertRefused(good + "{\"task_id\":\"H/1\"}", "samples.jsonl:2: expected a text 'completion'");
    assertRefused(good + "{oops", "samples.jsonl:2: not JSON");
    assertRefused(good, "1 of human's 2 tasks are not attempted");
  }

  private void assertRefused(String lines, String reason) throws IOException {
    assertThat(score("human", lines, "--allow-code")).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains(reason);
    assertThat(folder.resolve("run")).doesNotExist();
  }
}
