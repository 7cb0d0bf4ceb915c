package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What lm-evaluation-harness recorded, sample by sample, beside what a sweep gives. Each check goes
 * through every recorded sample of the tasks whose name fits, and there must be some.
 */
final class LmEvaluationHarnessSamples {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode expected;
  private final Map<List<Object>, JsonNode> samples = new HashMap<>();
  private final Map<List<Object>, JsonNode> documents = new HashMap<>();

  /**
   * @param iterations by depth, then by task
   */
  LmEvaluationHarnessSamples(JsonNode iterations) {
    expected = iterations;
  }

  static JsonNode read(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }

  /** Runs the command line, which must succeed. */
  static void run(String... arguments) {
    Ended ended = Ended.run(arguments);
    assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.OK);
  }

  /** Takes what a run's folder holds. */
  void add(Path run) throws IOException {
    for (String line : Files.readAllLines(run.resolve("samples.jsonl"))) {
      JsonNode sample = JSON.readTree(line);
      samples.put(
          List.of(
              sample.get("iterations").asText(),
              sample.get("task").asText(),
              sample.get("doc_id").asInt()),
          sample);
    }
    for (String line : Files.readAllLines(run.resolve("documents.jsonl"))) {
      JsonNode document = JSON.readTree(line);
      documents.put(
          List.of(document.get("task").asText(), document.get("doc_id").asInt()), document);
    }
  }

  interface SampleCheck {
    void check(JsonNode ours, JsonNode document, JsonNode theirs);
  }

  void forEachSample(String tasks, SampleCheck check) {
    int checked = 0;
    for (Map.Entry<String, JsonNode> depth : expected.properties()) {
      for (Map.Entry<String, JsonNode> task : depth.getValue().properties()) {
        if (!task.getKey().matches(tasks)) {
          continue;
        }
        for (JsonNode theirs : task.getValue().get("samples")) {
          int doc = theirs.get("doc_id").asInt();
          JsonNode ours = samples.get(List.of(depth.getKey(), task.getKey(), doc));
          assertThat(ours).as("r=%s %s %d", depth.getKey(), task.getKey(), doc).isNotNull();
          check.check(ours, documents.get(List.of(task.getKey(), doc)), theirs);
          checked++;
        }
      }
    }
    assertThat(checked).isPositive();
  }

  static String at(JsonNode sample) {
    return "r=%s %s %s"
        .formatted(sample.get("iterations"), sample.get("task"), sample.get("doc_id"));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** As texts where they were recorded, or else by their hashes. */
  void promptsAreTheSameByteForByte(String tasks) {
    forEachSample(
        tasks,
        (ours, document, theirs) -> {
          String context = document.get("context").asText();
          if (theirs.has("args_sha256")) {
            assertThat(hashes(document, context))
                .as(at(ours))
                .isEqualTo(texts(theirs.get("args_sha256")));
          }
          if (theirs.has("args")) {
            comparePrompts(ours, document, theirs.get("args"));
          }
          assertThat(theirs.has("args") || theirs.has("args_sha256")).isTrue();
        });
  }

  private static void comparePrompts(JsonNode ours, JsonNode document, JsonNode args) {
    for (JsonNode arg : args) {
      assertThat(document.get("context").asText()).as(at(ours)).isEqualTo(arg.get(0).asText());
    }
    if (document.has("continuations")) {
      List<String> continuations =
          StreamSupport.stream(args.spliterator(), false).map(arg -> arg.get(1).asText()).toList();
      assertThat(texts(document.get("continuations"))).isEqualTo(continuations);
    } else {
      assertThat(texts(document.get("until"))).isEqualTo(texts(args.get(0).get(1).get("until")));
    }
  }

  private static List<String> hashes(JsonNode document, String context) {
    List<String> asked =
        document.has("continuations")
            ? texts(document.get("continuations")).stream()
                .map(continuation -> context + "\u001f" + continuation)
                .toList()
            : List.of(context);
    return asked.stream().map(text -> DigestUtils.sha256Hex(text).substring(0, 16)).toList();
  }

  /**
   * With equal greedy flags.
   *
   * @param tolerance absolute
   */
  void loglikelihoodsAreTheSame(String tasks, double tolerance) {
    forEachSample(
        tasks,
        (ours, document, theirs) -> {
          JsonNode responses = theirs.get("raw");
          assertThat(ours.get("loglikelihoods")).as(at(ours)).hasSameSizeAs(responses);
          for (int i = 0; i < responses.size(); i++) {
            // One answer for each request, in a list of its own.
            JsonNode response =
                responses.get(i).get(0).isArray() ? responses.get(i).get(0) : responses.get(i);
            assertThat(ours.get("loglikelihoods").get(i).asDouble())
                .as(at(ours))
                .isCloseTo(response.get(0).asDouble(), within(tolerance));
            assertThat(ours.get("greedy").get(i).asBoolean())
                .as(at(ours))
                .isEqualTo(response.get(1).asBoolean());
          }
        });
  }

  /** Where they were also computed in double precision. */
  void loglikelihoodsAreThoseOfDoublePrecision(String tasks, double tolerance) {
    int[] compared = {0};
    forEachSample(
        tasks,
        (ours, document, theirs) -> {
          for (int i = 0; i < theirs.path("float64").size(); i++) {
            assertThat(ours.get("loglikelihoods").get(i).asDouble())
                .as(at(ours))
                .isCloseTo(theirs.get("float64").get(i).asDouble(), within(tolerance));
            compared[0]++;
          }
        });
    assertThat(compared[0]).isPositive();
  }

  void generationsAreTheSame(String tasks) {
    forEachSample(
        tasks,
        (ours, document, theirs) ->
            assertThat(ours.get("generation").asText())
                .as(at(ours))
                .isEqualTo(theirs.get("raw").get(0).get(0).asText()));
  }

  void filteredAnswersAreTheSame(String tasks) {
    forEachSample(
        tasks,
        (ours, document, theirs) -> {
          JsonNode answer = theirs.get("resps").get(0);
          assertThat(ours.get("filtered").get(theirs.get("filter").asText()).asText())
              .as(at(ours))
              .isEqualTo((answer.isArray() ? answer.get(0) : answer).asText());
        });
  }

  void metricsAreTheSame(String tasks) {
    forEachSample(
        tasks,
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
}
