package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Some 100 task files of lm-evaluation-harness 0.4.13, asked as they are: prompts, log-likelihoods,
 * texts, filtered answers, metrics and scores are those that it gives on tiny-raven for the same
 * rows, through tasks/src/test/python/lm_eval_tasks.py.
 */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
@EnabledIfSystemProperty(
    named = "plumbline.lmeval",
    matches = ".+",
    disabledReason = "needs lm_eval/tasks of lm-evaluation-harness 0.4.13; set PLUMBLINE_LMEVAL")
@Tag("integration")
class LmEvaluationHarnessTasksTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double TOLERANCE = 1e-3;
  private static final List<String> GROUPS = List.of("mmlu", "bhs_swahili");
  private static final Map<String, List<String>> MODES =
      Map.of(
          "as they are",
          List.of(),
          "groups",
          List.of(),
          "two examples",
          List.of("--num-fewshot", "2"),
          "chat",
          List.of(
              "--num-fewshot",
              "1",
              "--chat",
              "--no-fewshot-as-multiturn",
              "--system",
              "Answer briefly."),
          "chat in turns",
          List.of("--num-fewshot", "1", "--chat"));

  private static JsonNode recorded;
  private static Path bundle;
  private static Path data;

  @BeforeAll
  static void prepare(@TempDir Path folder) throws IOException {
    try (InputStream in =
        new GZIPInputStream(
            LmEvaluationHarnessTasksTest.class.getResourceAsStream("lm-eval-tasks.json.gz"))) {
      recorded = JSON.readTree(in);
    }
    bundle = folder.resolve("bundle");
    LmEvaluationHarnessSamples.run(
        "export",
        "--from",
        Path.of(System.getProperty("plumbline.shared"), "golden/tiny-raven").toString(),
        "--to",
        bundle.toString());
    data = folder.resolve("data");
    JsonNode rows =
        JSON.readTree(LmEvaluationHarnessTasksTest.class.getResourceAsStream("lm-eval-rows.json"));
    for (Map.Entry<String, JsonNode> dataset : rows.properties()) {
      Path place = Files.createDirectories(data.resolve(dataset.getKey()));
      for (Map.Entry<String, JsonNode> split : dataset.getValue().properties()) {
        Files.write(
            place.resolve(split.getKey() + ".jsonl"),
            StreamSupport.stream(split.getValue().spliterator(), false)
                .map(JsonNode::toString)
                .toList());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"as they are", "groups", "two examples", "chat", "chat in turns"})
  void tasksGiveWhatLmEvaluationHarnessGives(String mode, @TempDir Path folder) throws IOException {
    Map<String, JsonNode> tasks = new LinkedHashMap<>();
    recorded.get(mode).properties().forEach(task -> tasks.put(task.getKey(), task.getValue()));
    Path run = folder.resolve("run");
    List<String> command =
        new ArrayList<>(
            List.of(
                "sweep",
                "--model",
                bundle.toString(),
                "--tasks",
                String.join(",", mode.equals("groups") ? GROUPS : selected(tasks)),
                "--include-path",
                System.getProperty("plumbline.lmeval"),
                "--data",
                data.toString(),
                "--iterations",
                "4",
                "--init",
                "zero",
                "--max-gen-toks",
                "12",
                "--temperature",
                "0",
                "--allow-task-code",
                "--out",
                run.toString()));
    String python = System.getProperty("plumbline.python", "");
    if (!python.isEmpty()) {
      command.addAll(List.of("--python", python));
    }
    command.addAll(MODES.get(mode));
    LmEvaluationHarnessSamples.run(command.toArray(String[]::new));
    SoftAssertions softly = new SoftAssertions();
    Map<String, JsonNode> documents = lines(run.resolve("documents.jsonl"));
    Map<String, JsonNode> samples = lines(run.resolve("samples.jsonl"));
    int compared = 0;
    for (Map.Entry<String, JsonNode> task : tasks.entrySet()) {
      JsonNode theirs = task.getValue().path("documents");
      for (int i = 0; i < theirs.size(); i++) {
        String at = task.getKey() + " " + i;
        softly.assertThat(samples).as(at).containsKey(at);
        if (samples.containsKey(at)) {
          comparePrompts(softly, at, documents.get(at), theirs.get(i).get("args"));
          compareAnswers(softly, at, samples.get(at), theirs.get(i));
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(samples.size());
    compareScores(softly, run.resolve("curves.csv"), tasks, means(samples.values()));
    softly.assertAll();
  }

  /** Those that are no group's. */
  private static List<String> selected(Map<String, JsonNode> tasks) {
    return tasks.keySet().stream().filter(task -> !task.startsWith("aexams_")).toList();
  }

  private static Map<String, JsonNode> lines(Path file) throws IOException {
    Map<String, JsonNode> lines = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode json = JSON.readTree(line);
      lines.put(json.get("task").asText() + " " + json.get("doc_id"), json);
    }
    return lines;
  }

  private static void comparePrompts(
      SoftAssertions softly, String at, JsonNode document, JsonNode args) {
    for (int i = 0; i < args.size(); i++) {
      JsonNode arg = args.get(i);
      // A text that is read as a whole has no context.
      String context = arg.size() == 1 ? "" : arg.get(0).asText();
      String ours = document.path("contexts").path(i).asText(document.get("context").asText());
      softly.assertThat(ours).as("%s, context %d", at, i).isEqualTo(context);
      if (document.has("continuations")) {
        softly
            .assertThat(document.get("continuations").path(i).asText())
            .as("%s, continuation %d", at, i)
            .isEqualTo(arg.get(arg.size() - 1).asText());
      } else {
        softly
            .assertThat(texts(document.get("until")))
            .as("%s, until", at)
            .isEqualTo(texts(arg.get(1).get("until")));
      }
    }
  }

  private static List<String> texts(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList()
        : List.of(node.asText());
  }

  private static void compareAnswers(
      SoftAssertions softly, String at, JsonNode sample, JsonNode theirs) {
    JsonNode responses = theirs.get("resps");
    if (sample.has("loglikelihoods")) {
      softly.assertThat(sample.get("loglikelihoods")).as(at).hasSameSizeAs(responses);
      for (int i = 0; i < Math.min(responses.size(), sample.get("loglikelihoods").size()); i++) {
        JsonNode response = responses.get(i).get(0);
        double sum = response.isArray() ? response.get(0).asDouble() : response.asDouble();
        softly
            .assertThat(sample.get("loglikelihoods").get(i).asDouble())
            .as("%s, log-likelihood %d", at, i)
            .isCloseTo(sum, within(Math.max(TOLERANCE, TOLERANCE * Math.abs(sum) / 100)));
        if (response.isArray()) {
          softly
              .assertThat(sample.get("greedy").get(i).asBoolean())
              .as("%s, greedy %d", at, i)
              .isEqualTo(response.get(1).asBoolean());
        }
      }
    } else {
      List<String> generated = new ArrayList<>(List.of(sample.path("generation").asText()));
      sample.path("others").forEach(other -> generated.add(other.asText()));
      softly.assertThat(generated).as(at).isEqualTo(texts(responses.get(0)));
      for (Map.Entry<String, JsonNode> filter : theirs.get("filtered").properties()) {
        softly
            .assertThat(sample.path("filtered").path(filter.getKey()).asText())
            .as("%s, filter %s", at, filter.getKey())
            .isEqualTo(String.join(" ", texts(filter.getValue().get(0))));
      }
    }
    for (Map.Entry<String, JsonNode> filter : theirs.get("metrics").properties()) {
      for (Map.Entry<String, JsonNode> metric : filter.getValue().properties()) {
        String key = key(metric.getKey(), filter.getKey());
        JsonNode value = metric.getValue();
        if (sample.path("metrics").has(key) && (value.isNumber() || value.isBoolean())) {
          double number = value.isBoolean() ? (value.asBoolean() ? 1 : 0) : value.asDouble();
          softly
              .assertThat(sample.get("metrics").get(key).asDouble())
              .as("%s, %s", at, key)
              .isCloseTo(number, within(1e-3 * Math.max(1, Math.abs(number))));
        } else {
          softly.assertThat(sample.path("parts").has(key)).as("%s, part %s", at, key).isTrue();
        }
      }
    }
  }

  private static String key(String metric, String filter) {
    return filter.equals("none") ? metric : metric + "," + filter;
  }

  /** The scores that are means over documents. */
  private static Set<String> means(Iterable<JsonNode> samples) {
    Set<String> means = new HashSet<>();
    for (JsonNode sample : samples) {
      sample
          .path("metrics")
          .fieldNames()
          .forEachRemaining(
              key ->
                  means.add(
                      sample.get("task").asText()
                          + " "
                          + (key.contains(",") ? key : key + ",none")));
    }
    return means;
  }

  private static void compareScores(
      SoftAssertions softly, Path curves, Map<String, JsonNode> tasks, Set<String> means)
      throws IOException {
    Map<String, CSVRecord> rows = new HashMap<>();
    try (CSVParser parser =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(Files.newBufferedReader(curves))) {
      for (CSVRecord row : parser) {
        String filter = row.get("filter").isEmpty() ? "none" : row.get("filter");
        rows.put(row.get("task") + " " + row.get("metric") + "," + filter, row);
      }
    }
    int compared = 0;
    for (Map.Entry<String, JsonNode> task : tasks.entrySet()) {
      for (Map.Entry<String, JsonNode> score : task.getValue().path("scores").properties()) {
        String at = task.getKey() + " " + score.getKey();
        if (score.getKey().contains("_stderr,")) {
          continue;
        }
        if (score.getValue().asText().equals("nan")) {
          softly.assertThat(rows).as(at + ", which has no value").doesNotContainKey(at);
          continue;
        }
        if (!score.getValue().isNumber()) {
          continue;
        }
        softly.assertThat(rows).as(at).containsKey(at);
        if (!rows.containsKey(at)) {
          continue;
        }
        double value = score.getValue().asDouble();
        softly
            .assertThat(Double.parseDouble(rows.get(at).get("value")))
            .as(at)
            .isCloseTo(value, within(1e-3 * Math.max(1, Math.abs(value))));
        String error = score.getKey().replace(",", "_stderr,");
        JsonNode theirs = task.getValue().get("scores").path(error);
        // Of others it is drawn, and far less often here than by default.
        boolean group = !task.getValue().has("documents");
        if ((group || means.contains(at)) && theirs.isNumber()) {
          softly
              .assertThat(Double.parseDouble(rows.get(at).get("stderr")))
              .as(at + ", standard error")
              .isCloseTo(theirs.asDouble(), within(1e-3 * Math.max(1, theirs.asDouble())));
        }
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }
}
