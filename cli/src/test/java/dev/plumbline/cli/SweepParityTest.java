package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * One sweep gives what lm-evaluation-harness 0.4.13 gives on the published PyTorch code in one full
 * run per r: prompts, log-likelihoods, generations, filtered answers and metrics, sample by sample.
 */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
class SweepParityTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double LOGLIKELIHOOD_TOLERANCE = 1e-3;

  private static JsonNode expected;
  private static Map<List<Object>, JsonNode> samples;
  private static Map<List<Object>, JsonNode> documents;

  @BeforeAll
  static void sweep(@TempDir Path folder) throws IOException {
    Path shared = Path.of(System.getProperty("plumbline.shared"));
    Path checkpoint = shared.resolve("golden/tiny-raven");
    Path bundle = folder.resolve("bundle");
    run("export", "--from", checkpoint.toString(), "--to", bundle.toString());
    samples = new HashMap<>();
    documents = new HashMap<>();
    sweep(folder, bundle, "hellaswag,openbookqa", 32);
    sweep(folder, bundle, "gsm8k,gsm8k_cot,humaneval,mbpp", 4);
    expected = JSON.readTree(checkpoint.resolve("lm_eval_samples.json").toFile()).get("iterations");
  }

  private static void sweep(Path folder, Path bundle, String tasks, int limit) throws IOException {
    Path out = folder.resolve("run-" + limit);
    run(
        "sweep",
        "--model",
        bundle.toString(),
        "--tasks",
        tasks,
        "--limit",
        "" + limit,
        "--data",
        Path.of(System.getProperty("plumbline.shared"), "data").toString(),
        "--iterations",
        "1,4,16",
        "--init",
        "zero",
        "--max-gen-toks",
        "24",
        "--out",
        out.toString());
    for (String line : Files.readAllLines(out.resolve("samples.jsonl"))) {
      JsonNode sample = JSON.readTree(line);
      samples.put(
          List.of(
              sample.get("iterations").asText(),
              sample.get("task").asText(),
              sample.get("doc_id").asInt()),
          sample);
    }
    for (String line : Files.readAllLines(out.resolve("documents.jsonl"))) {
      JsonNode document = JSON.readTree(line);
      documents.put(
          List.of(document.get("task").asText(), document.get("doc_id").asInt()), document);
    }
  }

  private static void run(String... arguments) {
    StringWriter err = new StringWriter();
    int code =
        Plumbline.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), arguments);
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.OK);
  }

  private interface SampleCheck {
    void check(JsonNode ours, JsonNode document, JsonNode theirs);
  }

  /** Checks every recorded sample of the tasks whose name fits. */
  private static void forEachSample(String tasks, SampleCheck check) {
    int[] checked = {0};
    expected
        .properties()
        .forEach(
            depth ->
                depth.getValue().properties().stream()
                    .filter(task -> task.getKey().matches(tasks))
                    .forEach(
                        task -> {
                          for (JsonNode theirs : task.getValue().get("samples")) {
                            int doc = theirs.get("doc_id").asInt();
                            JsonNode ours =
                                samples.get(List.of(depth.getKey(), task.getKey(), doc));
                            assertThat(ours)
                                .as("r=%s %s %d", depth.getKey(), task.getKey(), doc)
                                .isNotNull();
                            check.check(ours, documents.get(List.of(task.getKey(), doc)), theirs);
                            checked[0]++;
                          }
                        }));
    assertThat(checked[0]).isPositive();
  }

  private static String at(JsonNode sample) {
    return "r=%s %s %s"
        .formatted(sample.get("iterations"), sample.get("task"), sample.get("doc_id"));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void promptsAreTheSameByteForByte() {
    forEachSample(
        ".*",
        (ours, document, theirs) -> {
          for (JsonNode args : theirs.get("args")) {
            assertThat(document.get("context").asText())
                .as(at(ours))
                .isEqualTo(args.get(0).asText());
          }
          if (document.has("continuations")) {
            List<String> continuations =
                StreamSupport.stream(theirs.get("args").spliterator(), false)
                    .map(args -> args.get(1).asText())
                    .toList();
            assertThat(texts(document.get("continuations"))).isEqualTo(continuations);
          } else {
            assertThat(texts(document.get("until")))
                .isEqualTo(texts(theirs.get("args").get(0).get(1).get("until")));
          }
        });
  }

  @Test
  void loglikelihoodsAreTheSameWithinFloat32() {
    forEachSample(
        "hellaswag|openbookqa",
        (ours, document, theirs) -> {
          for (int i = 0; i < theirs.get("resps").size(); i++) {
            JsonNode response = theirs.get("resps").get(i);
            assertThat(ours.get("loglikelihoods").get(i).asDouble())
                .as(at(ours))
                .isCloseTo(response.get(0).asDouble(), within(LOGLIKELIHOOD_TOLERANCE));
            assertThat(ours.get("greedy").get(i)).as(at(ours)).isEqualTo(response.get(1));
          }
        });
  }

  @Test
  void generationsAreTheSame() {
    forEachSample(
        "gsm8k|gsm8k_cot|humaneval|mbpp",
        (ours, document, theirs) ->
            assertThat(ours.get("generation").asText())
                .as(at(ours))
                .isEqualTo(theirs.get("raw").get(0).get(0).asText()));
  }

  @Test
  void filteredAnswersAreTheSame() {
    forEachSample(
        "gsm8k|gsm8k_cot|humaneval",
        (ours, document, theirs) -> {
          JsonNode answer = theirs.get("resps").get(0);
          assertThat(ours.get("filtered").get(theirs.get("filter").asText()).asText())
              .as(at(ours))
              .isEqualTo((answer.isArray() ? answer.get(0) : answer).asText());
        });
  }

  @Test
  void metricsAreTheSame() {
    forEachSample(
        "hellaswag|openbookqa|gsm8k|gsm8k_cot",
        (ours, document, theirs) ->
            theirs
                .get("metrics")
                .properties()
                .forEach(
                    metric -> {
                      String filter = theirs.get("filter").asText();
                      String key =
                          filter.equals("none") ? metric.getKey() : metric.getKey() + "," + filter;
                      assertThat(ours.get("metrics").get(key).asDouble())
                          .as(at(ours) + " " + key)
                          .isEqualTo(metric.getValue().asDouble());
                    }));
  }

  @Test
  void codeIsStoredAndNotScored() {
    forEachSample(
        "humaneval|mbpp",
        (ours, document, theirs) -> {
          assertThat(ours.get("metrics")).as(at(ours)).isEmpty();
          assertThat(ours.has("passed")).as(at(ours)).isFalse();
        });
  }
}
