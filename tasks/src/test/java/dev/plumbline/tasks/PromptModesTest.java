package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.protocol.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Against lm-evaluation-harness 0.4.13, through src/test/python/lm_eval_prompts.py. */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared benchmark data; set PLUMBLINE_SHARED")
class PromptModesTest {
  private static final Path SHARED = Path.of(System.getProperty("plumbline.shared", ""));

  @Test
  void allPromptsAndTargetsHashAsInLmEvaluationHarness() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode expected : Golden.json("prompt-hashes.json")) {
      OptionalInt limit =
          expected.get("limit").isNull()
              ? OptionalInt.empty()
              : OptionalInt.of(expected.get("limit").asInt());
      List<Question> questions =
          prepared(expected.get("task").asText(), PromptOptions.defaults(), limit).questions();
      MessageDigest prompts = MessageDigest.getInstance("SHA-256");
      for (List<String> pair : questions.stream().flatMap(q -> arguments(q).stream()).toList()) {
        prompts.update((pair.get(0) + "\0" + pair.get(1) + "\0").getBytes(StandardCharsets.UTF_8));
      }
      String targets = questions.stream().map(Question::target).collect(Collectors.joining("\0"));
      byte[] targetHash =
          MessageDigest.getInstance("SHA-256").digest(targets.getBytes(StandardCharsets.UTF_8));
      softly.assertThat(questions).hasSize(expected.get("documents").asInt());
      softly
          .assertThat(HexFormat.of().formatHex(prompts.digest()))
          .as("prompts of %s", expected.get("task"))
          .isEqualTo(expected.get("prompts").asText());
      softly
          .assertThat(HexFormat.of().formatHex(targetHash))
          .as("targets of %s", expected.get("task"))
          .isEqualTo(expected.get("targets").asText());
    }
    softly.assertAll();
  }

  @Test
  void chatSystemAndTurnsPromptAsInLmEvaluationHarness() throws IOException {
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode expected : Golden.json("chat-prompts.json")) {
      PromptOptions options =
          options(expected, OptionalInt.of(expected.get("num_fewshot").asInt()));
      Question question =
          prepared(expected.get("task").asText(), options, OptionalInt.of(1)).questions().get(0);
      softly
          .assertThat(arguments(question))
          .as("%s", options)
          .isEqualTo(arguments(expected.get("args")));
    }
    softly.assertAll();
  }

  private static PreparedTask prepared(String name, PromptOptions options, OptionalInt limit) {
    Task task = TaskRegistry.builtIn().select(List.of(name)).get(0);
    return PreparedTask.of(task, Datasets.in(SHARED.resolve("data")), options, limit);
  }

  /** The mode of a golden entry, with tiny-raven's chat template. */
  static PromptOptions options(JsonNode expected, OptionalInt numFewshot) throws IOException {
    Optional<ChatTemplate> chat = Optional.empty();
    if (expected.path("chat").asBoolean()) {
      Path template = SHARED.resolve("golden/tiny-raven/chat_template.jinja");
      chat =
          Optional.of(
              ChatTemplate.of(Files.readString(template), "<|begin_text|>", "<|end_text|>"));
    }
    return new PromptOptions(
        numFewshot,
        PromptOptions.DEFAULT_FEWSHOT_SEED,
        chat,
        Optional.ofNullable(expected.path("system").textValue()),
        expected.path("multiturn").asBoolean());
  }

  /** Context and continuation of each request, as lm-evaluation-harness lists them. */
  static List<List<String>> arguments(Question question) {
    return question
        .request()
        .match(
            choice ->
                choice.continuations().stream()
                    .map(each -> List.of(choice.context(), each))
                    .toList(),
            generation -> List.of(List.of(generation.context(), "")));
  }

  static List<List<String>> arguments(JsonNode golden) {
    List<List<String>> pairs = new ArrayList<>();
    golden.forEach(
        pair ->
            pairs.add(
                List.of(pair.get(0).asText(), pair.get(1).isNull() ? "" : pair.get(1).asText())));
    return pairs;
  }

  @Test
  void systemPromptNeedsNoChatTemplate() {
    PromptOptions options =
        new PromptOptions(OptionalInt.of(0), 1, Optional.empty(), Optional.of("Be brief."), false);
    assertThat(prepared("humaneval", options, OptionalInt.of(1)).questions().get(0).context())
        .startsWith("Be brief.from typing import List");
  }

  @Test
  void aSystemPromptThatTheChatTemplateRefusesIsLeftOutAndTold() {
    String refusing =
        "{% if messages[0].role == 'system' %}{{ raise_exception('no system') }}{% endif %}"
            + "{% for m in messages %}<{{ m.role }}>{{ m.content }}{% endfor %}";
    for (boolean refuses : List.of(true, false)) {
      String template = refuses ? refusing : refusing.substring(refusing.indexOf("{% for"));
      PromptOptions options =
          new PromptOptions(
              OptionalInt.of(0),
              1,
              Optional.of(ChatTemplate.of(template, "", "")),
              Optional.of("Be brief."),
              false);
      PreparedTask task = prepared("humaneval", options, OptionalInt.of(1));
      assertThat(task.refusesSystem()).isEqualTo(refuses);
      assertThat(task.questions().get(0).context())
          .startsWith(refuses ? "<user>" : "<system>Be brief.");
    }
  }
}
