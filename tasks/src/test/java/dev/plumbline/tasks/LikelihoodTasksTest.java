package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.Part;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Score;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tasks that ask texts, contexts and translations, against lm-evaluation-harness ({@code
 * likelihood_tasks.py}).
 */
class LikelihoodTasksTest {
  private static final Path FOLDER =
      Path.of("src", "test", "resources", "dev", "plumbline", "tasks", "likelihoods");

  @TempDir Path folder;

  private static JsonNode recorded(String task) throws IOException {
    try (InputStream in = LikelihoodTasksTest.class.getResourceAsStream("likelihoods.json")) {
      for (JsonNode each : new ObjectMapper().readTree(in)) {
        if (each.get("task").textValue().equals(task)) {
          return each;
        }
      }
    }
    throw new AssertionError(task);
  }

  private static PreparedTask prepared(Path file, String name) {
    Task task = TaskRegistry.builtIn().plus(file).select(List.of(name)).get(0);
    return PreparedTask.of(
        task, Datasets.in(FOLDER), PromptOptions.defaults(), OptionalInt.empty());
  }

  /** As lm-evaluation-harness lists a request's arguments. */
  private static List<List<String>> arguments(Question question) {
    return question
        .request()
        .match(
            scored -> {
              List<List<String>> all = new ArrayList<>();
              for (int i = 0; i < scored.continuations().size(); i++) {
                String continuation = scored.continuations().get(i);
                all.add(
                    scored.rolling()
                        ? List.of(continuation)
                        : List.of(scored.context(i), continuation));
              }
              return all;
            },
            generate -> List.of(List.of(generate.context())));
  }

  private static Answer answer(Request request, List<JsonNode> recorded) {
    return request.match(
        scored -> {
          List<Float> sums = new ArrayList<>();
          List<Boolean> greedy = new ArrayList<>();
          for (JsonNode each : recorded) {
            sums.add((each.isArray() ? each.get(0) : each).floatValue());
            greedy.add(each.isArray() && each.get(1).booleanValue());
          }
          return new Answer.Loglikelihoods(sums, greedy);
        },
        generate -> new Answer.Generation(recorded.get(0).textValue(), List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"contexts", "pairs", "words", "rolling", "translated"})
  void promptsAndScoresAreThoseOfLmEvaluationHarness(String name) throws IOException {
    JsonNode recorded = recorded("lk_" + name);
    PreparedTask task = prepared(FOLDER.resolve(name + ".yaml"), "lk_" + name);
    task.task()
        .metrics()
        .forEach(
            metric ->
                assertThat(metric.higherIsBetter())
                    .isEqualTo(recorded.get("higher").get(metric.score().metric()).booleanValue()));
    int next = 0;
    assertThat(task.questions()).hasSize(4);
    for (Question question : task.questions()) {
      List<JsonNode> answers = new ArrayList<>();
      for (List<String> arguments : arguments(question)) {
        JsonNode expected = recorded.get("args").get(next);
        assertThat(expected.get(0).intValue()).isEqualTo(question.document().number());
        for (int i = 0; i < arguments.size(); i++) {
          assertThat(arguments.get(i)).isEqualTo(expected.get(1).get(i).textValue());
        }
        answers.add(recorded.get("answers").get(next));
        next++;
      }
      Outcome outcome = task.judge(question, answer(question.request(), answers));
      JsonNode scores = recorded.get("scores").get(question.document().number());
      assertThat(outcome.metrics().size() + outcome.parts().size()).isEqualTo(scores.size());
      outcome
          .metrics()
          .forEach(
              (score, value) ->
                  assertThat(value)
                      .as(score.key())
                      .isEqualTo(scores.get(score.metric()).doubleValue()));
      outcome.parts().forEach((score, part) -> requireSame(score, part, scores));
    }
    assertThat(next).isEqualTo(recorded.get("args").size());
  }

  private static void requireSame(Score score, Part part, JsonNode scores) {
    JsonNode item = scores.get(score.metric());
    List<Double> values = part.match(Part.Numbers::values, own -> List.of());
    switch (score.metric()) {
      case "bleu" ->
          assertThat(values).isEqualTo(Bleu.part(item.get(1).textValue(), item.get(0).textValue()));
      case "chrf" ->
          assertThat(values)
              .isEqualTo(Chrf.part(item.get(1).textValue(), item.get(0).textValue(), 0));
      case "brier_score" -> {
        double squares = 0;
        for (int i = 0; i < item.get(1).size(); i++) {
          double off = item.get(1).get(i).doubleValue() - (item.get(0).intValue() == i ? 1 : 0);
          squares += off * off;
        }
        assertThat(values).hasSize(1);
        assertThat(values.get(0)).isCloseTo(squares, within(1e-12));
      }
      default -> {
        List<Double> numbers = new ArrayList<>();
        if (item.isArray()) {
          item.forEach(number -> numbers.add(number.doubleValue()));
        } else {
          numbers.add(item.doubleValue());
        }
        assertThat(values).as(score.key()).isEqualTo(numbers);
      }
    }
  }

  @Test
  void everyMistakeIsRefusedInOneLine() throws IOException {
    requireRefused(
        "translated", "metric: bleu", "metric: bleu, aggregation: mean", "mean is not possible");
    requireRefused("translated", "metric: chrf", "metric: rouge", "unknown metric rouge");
    requireRefused(
        "pairs", "[\"no\", \"maybe\"]", "[\"no\", \"maybe\", \"yes\"]", "f1 is of two choices");
    requireRefused("words", "\" {{word}}\"", "label", "loglikelihood needs a text");
    requireRefused(
        "words",
        "aggregation: perplexity",
        "aggregation: !function utils.mine",
        "!function utils.mine: there is no ");
  }

  private void requireRefused(String name, String from, String to, String message)
      throws IOException {
    String text = Files.readString(FOLDER.resolve(name + ".yaml"));
    assertThat(text).contains(from);
    for (String split : List.of("test", "train")) {
      Path data = folder.resolve(split + ".jsonl");
      if (!Files.exists(data)) {
        Files.copy(FOLDER.resolve(split + ".jsonl"), data);
      }
    }
    Path file = Files.writeString(folder.resolve(name + ".yaml"), text.replace(from, to));
    assertThatThrownBy(() -> prepared(file, "lk_" + name))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining(message);
  }
}
