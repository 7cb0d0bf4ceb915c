package dev.plumbline.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ci.BaselineFile;
import dev.plumbline.ci.GateException;
import dev.plumbline.ci.RulesFile;
import dev.plumbline.reports.CsvReport;
import dev.plumbline.reports.MarkdownReport;
import dev.plumbline.reports.html.HtmlReport;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunException;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleOutcome;
import dev.plumbline.results.formats.DepthResults;
import dev.plumbline.results.formats.TaskFacts;
import dev.plumbline.results.formats.everyevalever.EveryEvalEver;
import dev.plumbline.results.formats.everyevalever.Submitter;
import dev.plumbline.results.formats.lmeval.LmEvalFiles;
import dev.plumbline.results.formats.lmeval.LmEvalImport;
import dev.plumbline.results.table.SampleTable;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.ModelException;
import dev.plumbline.runner.bundle.Precision;
import dev.plumbline.runner.export.ExportProgress;
import dev.plumbline.runner.export.ExportRequest;
import dev.plumbline.runner.export.Exporter;
import dev.plumbline.tasks.TaskException;
import dev.plumbline.tasks.TaskRegistry;
import dev.plumbline.tasks.data.RowFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every parser takes any bytes: what comes out is a result or one of our exceptions with one line,
 * within a time limit. {@code -Dplumbline.fuzz=10000} tries more inputs than a usual build.
 */
class FuzzTest {
  private static final int INPUTS = Integer.getInteger("plumbline.fuzz", 200);
  private static final int SECONDS_PER_INPUT = 20;
  private static final Path EMBEDDED = Path.of("..", "models", "embedded");

  @TempDir Path folder;

  private interface Parser {
    void parse(Path file) throws Exception;
  }

  /** Mutates {@code file} in place, again and again. */
  private void holds(Path file, Parser parser) throws Exception {
    byte[] original = Files.readAllBytes(file);
    parser.parse(file);
    ExecutorService worker = daemon();
    long start = System.nanoTime();
    int accepted = 0;
    for (int seed = 0; seed < INPUTS; seed++) {
      Files.write(file, new Mutator(seed).mutate(original));
      try {
        worker.submit(() -> parsed(file, parser)).get(SECONDS_PER_INPUT, TimeUnit.SECONDS);
        accepted++;
      } catch (ExecutionException e) {
        assertOurs(seed, e.getCause());
      } catch (java.util.concurrent.TimeoutException e) {
        throw new AssertionError("seed " + seed + " takes too long", e);
      }
    }
    worker.shutdownNow();
    System.out.printf(
        "fuzz: %s: %d inputs, %d accepted, %.1f s%n",
        file.getFileName(), INPUTS, accepted, (System.nanoTime() - start) / 1e9);
    assertThat(accepted).isLessThan(INPUTS);
  }

  private static ExecutorService daemon() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, "parser");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static Void parsed(Path file, Parser parser) throws Exception {
    parser.parse(file);
    return null;
  }

  private static void assertOurs(int seed, Throwable thrown) {
    boolean ours =
        thrown instanceof TaskException
            || thrown instanceof ModelException
            || thrown instanceof RunException
            || thrown instanceof GateException
            || thrown instanceof UsageException;
    if (!ours) {
      throw new AssertionError("seed " + seed + " ends in " + thrown, thrown);
    }
    assertThat(thrown.getMessage()).as("seed %d", seed).isNotBlank().hasSizeLessThan(3_000);
    assertThat(thrown.getMessage().lines()).as("seed %d", seed).hasSize(1);
  }

  private Path embeddedCopy() throws IOException {
    try (Stream<Path> files = Files.list(EMBEDDED)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    return folder;
  }

  @Test
  void bundleDescription() throws Exception {
    holds(embeddedCopy().resolve("plumbline.json"), file -> Bundle.open(folder));
  }

  /** The export ends where it finds its target taken: after everything is read and checked. */
  private void exported() {
    try {
      Exporter.export(
          new ExportRequest(folder, folder, Precision.FP32, false), ExportProgress.NONE);
    } catch (ModelException e) {
      if (!e.getMessage().contains("already there")) {
        throw e;
      }
    }
  }

  @Test
  void safetensorsHeader() throws Exception {
    holds(checkpoint().resolve("model.safetensors"), file -> exported());
  }

  @Test
  void checkpointConfiguration() throws Exception {
    holds(checkpoint().resolve("config.json"), file -> exported());
  }

  @Test
  void baseline() throws Exception {
    StringBuilder text =
        new StringBuilder(
            "{\"plumbline_baseline\":1,\"bundle\":\"b\",\"bundle_sha256\":\"c\",\"settings\":{}}\n"
                + "{\"task\":\"t\",\"version\":\"1\",\"data\":{},\"asked\":\"h\",\"documents\":9,"
                + "\"iterations\":[1,4],\"flops_per_token\":{\"1\":3,\"4\":9.5}}\n");
    for (int docId = 0; docId < 9; docId++) {
      text.append("{\"doc\":" + docId + ",\"acc\":\"0-\",\"f1\":[0.25,null]}\n");
    }
    holds(
        Files.writeString(folder.resolve("baseline.jsonl"), text),
        file -> {
          BaselineFile.write(BaselineFile.read(file), folder.resolve("again.jsonl"));
          assertThat(BaselineFile.read(folder.resolve("again.jsonl")))
              .isEqualTo(BaselineFile.read(file));
        });
  }

  @Test
  void rules() throws Exception {
    holds(
        Files.writeString(
            folder.resolve("gate.yaml"),
            """
            alpha: 0.05
            require: [a:acc@8>=0.5]
            no_loss:
              - {curve: all, r: [1, 4], margin: 0.01}
            saturation: {curve: "a:acc", by: 4}
            cost: [{task: all, flops_per_token: 5}]
            """),
        file -> RulesFile.read(file));
  }

  @Test
  void tokenizer() throws Exception {
    holds(checkpoint().resolve("tokenizer.json"), file -> exported());
  }

  @Test
  void taskYaml() throws Exception {
    Path file = Files.writeString(folder.resolve("task.yaml"), TASK);
    holds(
        file,
        yaml -> {
          TaskRegistry.validate(yaml).forEach(f -> assertThat(f.toString().lines()).hasSize(1));
          TaskRegistry.builtIn().plus(yaml);
        });
  }

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

  private void rows(Path file) throws IOException {
    try {
      RowFile.read(file);
    } catch (IOException e) {
      throw new TaskException(e.getMessage(), e); // As Datasets does.
    }
  }

  @Test
  void jsonLines() throws Exception {
    String row = "{\"question\": \"é 1\", \"n\": 12, \"l\": [1.5, {\"k\": null}], \"b\": true}\n";
    holds(Files.writeString(folder.resolve("rows.jsonl"), row.repeat(5)), this::rows);
  }

  @Test
  void csv() throws Exception {
    String text = "a,b,c\n1,\"x \"\"y\"\"\",true\n2,z,false\n3.5,,\n";
    holds(Files.writeString(folder.resolve("rows.csv"), text), this::rows);
  }

  @Test
  void parquet() throws Exception {
    Path data = Path.of("../tasks/src/test/resources/dev/plumbline/tasks/data");
    for (String name : List.of("rows-none.parquet", "rows-zstd.parquet")) {
      holds(Files.copy(data.resolve(name), folder.resolve(name)), this::rows);
    }
  }

  @Test
  void configurationFile() throws Exception {
    String text = "sweep:\n  model: m\n  tasks: [gsm8k, hellaswag]\n  iterations: [1, 4]\n";
    Path file = Files.writeString(folder.resolve("plumbline.yaml"), text);
    holds(
        file,
        yaml -> {
          StringWriter err = new StringWriter();
          PrintWriter nowhere = new PrintWriter(new StringWriter());
          String config = yaml.toString();
          if (Plumbline.run(nowhere, new PrintWriter(err), "gate", "--config", config) != 2) {
            throw new AssertionError(err.toString());
          }
          assertThat(err.toString().lines()).hasSize(1);
          if (!err.toString().contains("Missing required")) {
            throw new UsageException(err.toString().strip());
          }
        });
  }

  private static final Map<String, String> RUN =
      Map.of(
          "manifest.json",
          """
          {"command":"plumbline sweep","started":"2026-11-24T03:39:03.250Z",
           "finished":"2026-11-24T03:41:00Z","seed":1234,"iterations":[1,8],
           "bundle":{"name":"tiny","sha256":"ab"},
           "tasks":[{"name":"a","version":"1","data":{"f":"cd"},"documents":1,"truncated_prompts":0}],
           "samples":{"a":{"scored":1,"unparsed":1,"failed":1}},
           "versions":{"plumbline":"0","onnxruntime":"1","jdk":"17","os":"L","cpu":"C"},
           "configuration":{"limit":2}}
          """,
          "samples.jsonl",
          """
          {"task":"a","doc_id":0,"iterations":1,"outcome":"scored","metrics":{"acc":1.0},"loglikelihoods":[-4.5,-2],"greedy":[true,false],"target":"0"}
          {"task":"a","doc_id":0,"iterations":8,"outcome":"unparsed","metrics":{"exact_match,s":0.0},"generation":"x","filtered":{"s":"y"},"target":"0"}
          {"task":"a","doc_id":1,"iterations":8,"outcome":"failed","error":"no numbers"}
          """,
          "documents.jsonl",
          """
          {"task":"a","doc_id":0,"context":"Q","continuations":[" a"," b"],"target":"0"}
          {"task":"a","doc_id":1,"context":"Q","until":["."],"target":"0"}
          """,
          "curves.csv",
          """
          task,metric,filter,iterations,n,value,stderr,ci_low,ci_high,flops_per_token,tokens
          a,acc,,1,2,0.5,0.1,0.2,0.8,1000,12
          a,acc,,8,2,0.75,,,,,
          """);

  private static final Submitter SUBMITTER =
      new Submitter("a/b", "O", Submitter.Relationship.OTHER, Submitter.Availability.UNKNOWN);

  private Path run(String file) throws IOException {
    for (Map.Entry<String, String> entry : RUN.entrySet()) {
      Files.writeString(folder.resolve(entry.getKey()), entry.getValue());
    }
    return folder.resolve(file);
  }

  private void readRun(Path file) {
    Run run = Run.open(folder);
    try (Stream<?> samples = run.samples();
        Stream<?> documents = run.documents()) {
      samples.forEach(sample -> {});
      documents.forEach(document -> {});
    }
    MarkdownReport.render(List.of(run));
    CsvReport.render(List.of(run));
    SampleTable.write(List.of(run), folder.resolve("table.csv"), SampleTable.Format.CSV);
    DepthResults results = DepthResults.of(run, 1, Map.of("a", TaskFacts.NONE));
    EveryEvalEver.of(results, SUBMITTER);
    LmEvalFiles.of(results, "a/b");
    HtmlReport.of(List.of(run), true);
  }

  @Test
  void runManifest() throws Exception {
    holds(run("manifest.json"), this::readRun);
  }

  @Test
  void runSamples() throws Exception {
    holds(run("samples.jsonl"), this::readRun);
  }

  @Test
  void runDocuments() throws Exception {
    holds(run("documents.jsonl"), this::readRun);
  }

  @Test
  void runCurves() throws Exception {
    holds(run("curves.csv"), this::readRun);
  }

  private static final Map<String, String> SETTINGS = Map.of("seed", "0", "limit", "20");

  private Path unfinishedRun() {
    Path run = folder.resolve("run");
    try (RunWriter writer = RunWriter.open(run, false, SETTINGS)) {
      for (int doc = 0; doc < 20; doc++) {
        writer.append(new Sample("a", doc, 4, new SampleOutcome.Failed("answer " + doc)));
      }
    }
    return run.resolve("journal");
  }

  private void goOn(Path file) {
    try (RunWriter writer = RunWriter.open(file.getParent().getParent(), false, SETTINGS)) {
      assertThat(writer.answers()).isBetween(0, 20);
    }
  }

  @Test
  void journal() throws Exception {
    holds(unfinishedRun().resolve("samples.jsonl"), this::goOn);
  }

  @Test
  void journalSettings() throws Exception {
    holds(unfinishedRun().resolve("settings.json"), this::goOn);
  }

  /** All tensors of a small model, zero, with the names and shapes of the published code. */
  private Path checkpoint() throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type": "huginn_raven", "n_embd": 8, "n_heads": 2, "intermediate_size": 12,
         "vocab_size": 32, "block_size": 16, "n_layers_in_prelude": 1,
         "n_layers_in_recurrent_block": 1, "n_layers_in_coda": 1, "norm_eps": 1e-6}
        """);
    Files.writeString(
        folder.resolve("tokenizer.json"),
        """
        {"version": "1.0", "added_tokens": [{"id": 2, "content": "<s>", "single_word": false,
          "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
         "normalizer": {"type": "NFC"}, "pre_tokenizer": {"type": "ByteLevel",
          "add_prefix_space": false, "trim_offsets": true, "use_regex": true},
         "post_processor": null, "decoder": {"type": "ByteLevel", "add_prefix_space": false,
          "trim_offsets": true, "use_regex": true},
         "model": {"type": "BPE", "dropout": null, "unk_token": null,
          "continuing_subword_prefix": null, "end_of_word_suffix": null, "fuse_unk": false,
          "byte_fallback": false, "vocab": {"p": 0, "l": 1, "<s>": 2, "pl": 3, "u": 4},
          "merges": ["p l"]}}
        """);
    Map<String, List<Integer>> shapes = new TreeMap<>();
    shapes.put("transformer.wte.weight", List.of(32, 8));
    shapes.put("transformer.adapter.weight", List.of(8, 16));
    shapes.put("transformer.ln_f.weight", List.of(8));
    for (String layer : List.of("prelude.0", "core_block.0", "coda.0")) {
      String prefix = "transformer." + layer + ".";
      for (int norm = 1; norm <= 4; norm++) {
        shapes.put(prefix + "norm_" + norm + ".weight", List.of(8));
      }
      shapes.put(prefix + "attn.Wqkv.weight", List.of(24, 8));
      shapes.put(prefix + "attn.qk_bias", List.of(2, 1, 2, 4));
      shapes.put(prefix + "attn.proj.weight", List.of(8, 8));
      shapes.put(prefix + "mlp.fc.weight", List.of(24, 8));
      shapes.put(prefix + "mlp.proj.weight", List.of(8, 12));
    }
    StringBuilder header = new StringBuilder("{");
    int end = 0;
    for (Map.Entry<String, List<Integer>> entry : shapes.entrySet()) {
      int begin = end;
      end += 4 * entry.getValue().stream().reduce(1, (a, b) -> a * b);
      header.append(begin == 0 ? "" : ",").append('"').append(entry.getKey());
      header.append("\":{\"dtype\":\"F32\",\"shape\":").append(entry.getValue());
      header.append(",\"data_offsets\":[").append(begin).append(',').append(end).append("]}");
    }
    byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + end).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(folder.resolve("model.safetensors"), file.putLong(json.length).put(json).array());
    return folder;
  }

  private static final String LM_EVAL_STAMP = "2026-11-24T00-19-25.654842";

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
    holds(evaluation("results_" + LM_EVAL_STAMP + ".json"), file -> imported());
  }

  @Test
  void samplesOfLmEvaluationHarness() throws Exception {
    holds(evaluation("samples_t_" + LM_EVAL_STAMP + ".jsonl"), file -> imported());
  }
}
