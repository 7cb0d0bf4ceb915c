package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Sampling;
import dev.plumbline.protocol.Score;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Every prompt, filtered answer and metric that lm-evaluation-harness 0.4.13 recorded. */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
class LmEvaluationHarnessParityTest {
  private static JsonNode iterations;
  private static final Map<String, PreparedTask> PREPARED = new HashMap<>();

  @BeforeAll
  static void read() throws IOException {
    Path shared = Path.of(System.getProperty("plumbline.shared"));
    Path file = shared.resolve("golden/tiny-raven/lm_eval_samples.json");
    iterations = new JsonMapper().readTree(file.toFile()).get("iterations");
    Datasets datasets = Datasets.in(shared.resolve("data"));
    List<String> names = new ArrayList<>();
    iterations.get("1").fieldNames().forEachRemaining(names::add);
    for (Task task : TaskRegistry.builtIn().select(names)) {
      PREPARED.put(
          task.name(),
          PreparedTask.of(task, datasets, PromptOptions.defaults(), OptionalInt.of(32)));
    }
  }

  @Test
  void everyPromptIsTheSameToTheByte() {
    int compared = 0;
    for (JsonNode tasks : iterations) {
      for (Map.Entry<String, JsonNode> task : tasks.properties()) {
        for (JsonNode sample : task.getValue().get("samples")) {
          Question question = question(task.getKey(), sample);
          JsonNode args = sample.get("args");
          assertThat(question.context()).isEqualTo(args.get(0).get(0).asText());
          if (question.request() instanceof Request.Loglikelihoods choice) {
            List<String> continuations = new ArrayList<>();
            args.forEach(pair -> continuations.add(pair.get(1).asText()));
            assertThat(choice.continuations()).isEqualTo(continuations);
          } else {
            JsonNode settings = args.get(0).get(1);
            List<String> until = new ArrayList<>();
            settings.get("until").forEach(stop -> until.add(stop.asText()));
            Request.GenerateUntil own = (Request.GenerateUntil) question.request();
            assertThat(own.until()).isEqualTo(until);
            assertThat(own.decoding().orElseThrow().sampling() instanceof Sampling.Random)
                .isEqualTo(settings.get("do_sample").asBoolean());
          }
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(3 * (32 + 32 + 8 + 8 + 4 + 4));
  }

  @Test
  void everyAnswerIsFilteredAndScoredTheSame() {
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode tasks : iterations) {
      for (Map.Entry<String, JsonNode> task : tasks.properties()) {
        for (JsonNode sample : task.getValue().get("samples")) {
          Question question = question(task.getKey(), sample);
          Outcome outcome = PREPARED.get(task.getKey()).judge(question, answer(sample));
          String filter = sample.get("filter").asText();
          if (question.request() instanceof Request.GenerateUntil) {
            softly
                .assertThat(CustomTaskTest.filtered(outcome).get(filter))
                .isEqualTo(text(sample.get("resps")));
          }
          for (Map.Entry<String, JsonNode> metric : sample.get("metrics").properties()) {
            Score key = new Score(metric.getKey(), filter.equals("none") ? "" : filter);
            softly.assertThat(outcome.metrics().get(key)).isEqualTo(metric.getValue().asDouble());
          }
        }
      }
    }
    softly.assertAll();
  }

  private static Question question(String task, JsonNode sample) {
    return PREPARED.get(task).questions().get(sample.get("doc_id").asInt());
  }

  /** A filter without take_first leaves a list of one. */
  private static String text(JsonNode responses) {
    JsonNode first = responses.get(0);
    return first.isArray() ? first.get(0).asText() : first.asText();
  }

  private static Answer answer(JsonNode sample) {
    JsonNode raw = sample.get("raw");
    if (raw.get(0).get(0).isTextual()) {
      return CustomTaskTest.text(raw.get(0).get(0).asText());
    }
    List<Float> sums = new ArrayList<>();
    List<Boolean> greedy = new ArrayList<>();
    raw.forEach(
        choice -> {
          sums.add(choice.get(0).get(0).floatValue());
          greedy.add(choice.get(0).get(1).asBoolean());
        });
    return new Answer.Loglikelihoods(sums, greedy);
  }
}
