package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Wrong input ends in one line that says what, where and what to do, code 2, and no output. */
class BadInputTest {
  @TempDir private Path folder;
  private Path out;

  @BeforeEach
  void nameTheOutput() {
    out = folder.resolve("out");
  }

  private void assertRefused(String message, String... arguments) {
    Ended ended = Ended.run(List.of(arguments));
    assertThat(ended.err().lines().toList()).containsExactly("plumbline: " + message);
    assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(ended.out()).isEmpty();
    assertThat(out).doesNotExist();
  }

  @Test
  void unknownOptionNamesTheNearestOne() {
    assertRefused(
        "Unknown options: '--iteratons', '4' (did you mean --iterations?);"
            + " see plumbline sweep --help",
        "sweep",
        "--model",
        "m",
        "--iteratons",
        "4");
  }

  @Test
  void folderWithoutABundleIsRefused() {
    assertRefused(
        folder
            + ": not a bundle, it has no plumbline.json; make one with plumbline export --from"
            + " CHECKPOINT --to BUNDLE",
        "sweep",
        "--model",
        folder.toString(),
        "--tasks",
        "gsm8k",
        "--out",
        out.toString());
  }

  @Test
  void sparkIsRefusedWhereItIsNot() {
    List<String> sweep =
        List.of(
            "sweep",
            "--quiet",
            "--model",
            "../models/embedded",
            "--include-path",
            "../training/suite",
            "--tasks",
            "embedded_facts",
            "--out",
            out.toString());
    assertRefused(
        "this Plumbline was started without Apache Spark; ./plumbline builds and takes it by itself,"
            + " see docs/spark.md",
        Stream.concat(sweep.stream(), Stream.of("--spark", "local[2]")).toArray(String[]::new));
    assertRefused(
        "--spark-files says how Spark gets them; give --spark, too",
        Stream.concat(sweep.stream(), Stream.of("--spark-files", "copy")).toArray(String[]::new));
    assertThat(out).doesNotExist();
  }

  @Test
  void iterationsMustBeWholeNumbersFromOne() {
    assertRefused(
        "iterations must lie between 1 and 1024, got 0 in [0, 4]",
        "sweep",
        "--model",
        "m",
        "--iterations",
        "0,4",
        "--out",
        out.toString());
    assertRefused(
        "iterations must be whole numbers separated by commas, such as 1,2,4; got 'deep' in"
            + " '1,deep'",
        "sweep",
        "--model",
        "m",
        "--iterations",
        "1,deep",
        "--out",
        out.toString());
  }

  @Test
  void configurationFileIsCheckedAsTheCommandLineIs() throws IOException {
    Path config = folder.resolve("plumbline.yaml");
    String[] sweep = {"sweep", "--config", config.toString()};
    Files.writeString(config, "sweep:\n  iterations: 1,4\n  colour: 3\n");
    Ended ended = Ended.run(List.of(sweep));
    assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(ended.err())
        .startsWith("plumbline: " + config + ":3: unknown option of sweep 'colour'; known are ")
        .hasLineCount(1);
    Files.writeString(config, "sweep:\n  limit: 4\n  iteratons: 1,4\n");
    assertRefused(
        config + ":3: unknown option of sweep 'iteratons'; did you mean iterations?", sweep);
    Files.writeString(config, "sweep:\n  --num_fewshot: 1\n");
    assertRefused(
        config + ":2: unknown option of sweep '--num_fewshot'; did you mean num-fewshot?", sweep);
    Files.writeString(config, "swep:\n  limit: 1\n");
    assertRefused(config + ":1: unknown verb 'swep'; did you mean sweep?", sweep);
  }

  @Test
  void malformedConfigurationFileIsNamedWithItsLine() throws IOException {
    Path config = folder.resolve("plumbline.yaml");
    Files.writeString(config, "sweep:\n  tasks: [gsm8k\n");
    assertRefused(
        config + ":3: not YAML: expected ',' or ']', but got <stream end>",
        "--config",
        config.toString(),
        "sweep");
  }

  @Test
  void taskFileWithMistakesListsThemAll() throws IOException {
    Path file = folder.resolve("task.yaml");
    Files.writeString(
        file,
        """
        task: mine
        dataset_path: json
        test_split: test
        output_type: multiple_choice
        doc_to_text: "{{q"
        doc_to_target: "{{a}}"
        doc_to_choise: "{{c}}"
        metric_list:
          - metric: acc
        """);
    Ended ended = Ended.run(List.of("tasks", "validate", file.toString()));
    assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(ended.err().lines().toList())
        .contains(
            file + ":5: doc_to_text: broken template: unexpected the template's end",
            file + ":7: doc_to_choise: unknown key; did you mean doc_to_choice?");
  }

  /** With a checkpoint and a bundle to damage. */
  @Nested
  @EnabledIfSystemProperty(
      named = "plumbline.shared",
      matches = ".+",
      disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
  class WithAModel {
    private final Path shared = Path.of(System.getProperty("plumbline.shared"));
    private Path checkpoint;

    @BeforeEach
    void copyTheCheckpoint() throws IOException {
      checkpoint = Files.createDirectory(folder.resolve("checkpoint"));
      for (String name :
          List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")) {
        Files.copy(shared.resolve("golden/tiny-raven").resolve(name), checkpoint.resolve(name));
        checkpoint.resolve(name).toFile().setWritable(true);
      }
    }

    private void replace(String file, String target, String replacement) throws IOException {
      Path path = checkpoint.resolve(file);
      String text = Files.readString(path);
      assertThat(text).contains(target);
      Files.writeString(path, text.replace(target, replacement));
    }

    private void assertExportRefused(String message) throws IOException {
      assertRefused(
          message, "export", "--quiet", "--from", checkpoint.toString(), "--to", out.toString());
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left).containsExactly(checkpoint);
      }
    }

    @Test
    void missingWeightsAreRefused() throws IOException {
      Files.delete(checkpoint.resolve("model.safetensors"));
      assertExportRefused(
          checkpoint
              + ": no weights; expected model.safetensors, or model.safetensors.index.json with"
              + " its shards");
    }

    @Test
    void truncatedWeightsAreRefused() throws IOException {
      Path file = checkpoint.resolve("model.safetensors");
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, 100_000));
      assertExportRefused(
          file
              + ": not a whole safetensors file: tensor 'freqs_cis' ends at byte 131072 of the"
              + " data, of which there are 92200; the file is cut off; fetch it again");
    }

    @Test
    void weightsOfAnotherShapeAreRefused() throws IOException {
      replace("config.json", "\"intermediate_size\": 176", "\"intermediate_size\": 160");
      Ended ended =
          Ended.run(
              List.of(
                  "export", "--quiet", "--from", checkpoint.toString(), "--to", out.toString()));
      assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
      assertThat(ended.err())
          .contains("model.safetensors", "mlp.fc.weight", "[352, 64]", "[320, 64]")
          .hasLineCount(1);
      assertThat(out).doesNotExist();
    }

    @Test
    void unknownArchitectureIsRefused() throws IOException {
      replace("config.json", "\"huginn_raven\"", "\"gpt2\"");
      assertExportRefused(
          checkpoint.resolve("config.json")
              + ": model_type is \"gpt2\"; supported is huginn_raven, ouro, nanbeige, llama, qwen2,"
              + " qwen3, olmo2");
    }

    @Test
    void brokenTokenizerIsRefused() throws IOException {
      Files.writeString(checkpoint.resolve("tokenizer.json"), "{\"model\":\n");
      assertExportRefused(
          checkpoint.resolve("tokenizer.json")
              + ": line 2 is not the JSON expected; fetch it again");
    }

    private Path bundle() {
      Path bundle = folder.resolve("bundle");
      Ended ended =
          Ended.run(List.of("export", "--from", checkpoint.toString(), "--to", bundle.toString()));
      assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.OK);
      return bundle;
    }

    private String[] sweep(Path bundle, String... more) {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "sweep",
                  "--quiet",
                  "--model",
                  bundle.toString(),
                  "--out",
                  out.toString(),
                  "--limit",
                  "1",
                  "--iterations",
                  "1,2"));
      arguments.addAll(List.of(more));
      return arguments.toArray(String[]::new);
    }

    @Test
    void changedBundleIsRefused() throws IOException {
      Path bundle = bundle();
      Path weights = bundle.resolve("weights.bin");
      byte[] bytes = Files.readAllBytes(weights);
      bytes[5000] ^= 1;
      Files.write(weights, bytes);
      Ended ended = Ended.run(List.of("models", "show", bundle.toString()));
      assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
      assertThat(ended.err())
          .startsWith("plumbline: " + weights + ": has SHA-256 ")
          .endsWith("; export the checkpoint again\n")
          .hasLineCount(1);
    }

    @Test
    void deviceThatIsNotThereIsNeverReplacedInSilence() {
      Ended ended =
          Ended.run(
              List.of(
                  sweep(
                      bundle(),
                      "--tasks",
                      "openbookqa",
                      "--device",
                      "cuda:0",
                      "--data",
                      shared.resolve("data").toString())));
      assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
      assertThat(ended.err())
          .startsWith("plumbline: device cuda:0 is not available: ")
          .contains("-P cuda")
          .hasLineCount(1);
      assertThat(out).doesNotExist();
    }

    @Test
    void unknownTaskNamesTheNearestOne() {
      assertRefused(
          "unknown task or tag 'hellaswga'; did you mean hellaswag?",
          sweep(bundle(), "--tasks", "hellaswga"));
    }

    private Path task(String rows) throws IOException {
      Files.writeString(folder.resolve("rows.jsonl"), rows);
      return Files.writeString(
          folder.resolve("mine.yaml"),
          """
          task: mine
          dataset_path: json
          dataset_kwargs:
            data_files:
              test: rows.jsonl
          test_split: test
          output_type: multiple_choice
          doc_to_text: "{{q}}"
          doc_to_target: "{{a}}"
          doc_to_choice: "{{c}}"
          metric_list:
            - metric: acc
          """);
    }

    @Test
    void rowWithoutAFieldIsNamed() throws IOException {
      Path task = task("{\"q\":\"x\",\"a\":0}\n");
      assertRefused(
          "task mine: %s, row 1: doc_to_choice: 'c' is undefined; the row has [q, a]"
              .formatted(folder.resolve("rows.jsonl")),
          sweep(
              bundle(),
              "--tasks",
              "mine",
              "--include-path",
              task.toString(),
              "--data",
              folder.toString()));
    }

    @Test
    void promptLongerThanTheBlockSizeIsCutFromTheLeftAndCounted() throws IOException {
      Path task =
          task("{\"q\":\"%s\",\"a\":0,\"c\":[\"u\",\"v\"]}\n".formatted("hello ".repeat(3000)));
      Ended ended =
          Ended.run(
              List.of(
                  sweep(
                      bundle(),
                      "--tasks",
                      "mine",
                      "--include-path",
                      task.toString(),
                      "--data",
                      folder.toString())));
      assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.OK);
      assertThat(out.resolve("manifest.json")).content().contains("\"truncated_prompts\" : 1");
    }

    @Test
    void finishedRunIsKept() throws IOException {
      Path bundle = bundle();
      Path task = task("{\"q\":\"x\",\"a\":0,\"c\":[\"u\",\"v\"]}\n");
      String[] sweep =
          sweep(
              bundle,
              "--tasks",
              "mine",
              "--include-path",
              task.toString(),
              "--data",
              folder.toString());
      assertThat(Ended.run(List.of(sweep)).code()).isEqualTo(ExitCode.OK);
      byte[] samples = Files.readAllBytes(out.resolve("samples.jsonl"));
      Ended again = Ended.run(List.of(sweep));
      assertThat(again.code()).isEqualTo(ExitCode.WRONG_INPUT);
      assertThat(again.err())
          .isEqualTo(
              "plumbline: %s: holds a finished run; choose another folder, or overwrite it"
                      .formatted(out)
                  + " (--overwrite)\n");
      assertThat(Files.readAllBytes(out.resolve("samples.jsonl"))).isEqualTo(samples);
    }
  }
}
