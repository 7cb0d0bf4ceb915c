package dev.plumbline.tasks.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.tasks.Golden;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Against what Jinja2 made of the same templates: the same text, or a refusal, never another. */
class RecordedTemplatesTest {
  /** The time at which transformers rendered them. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-26T12:34:56Z"), ZoneOffset.UTC);

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS).build();

  /** What differs, by how. */
  private static final class Comparison {
    private final List<String> otherTexts = new ArrayList<>();
    private final List<String> notRefused = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private int same;

    void add(JsonNode line, String template, Map<String, ?> values) {
      String of =
          line.path("environment").asText("task")
              + " "
              + line.path("name").asText()
              + " "
              + template;
      String actual;
      try {
        actual = parse(line, template).render(values);
      } catch (JinjaException e) {
        if (line.has("text") && !isDeliberate(e)) {
          missing.add(of + "\n  " + e.getMessage() + "\n  expected " + line.get("text"));
        } else {
          same++;
        }
        assertThat(e.getMessage()).doesNotContain("\n").isNotBlank();
        return;
      }
      if (!line.has("text")) {
        notRefused.add(of + "\n  gives " + actual);
      } else if (!line.get("text").asText().equals(actual)) {
        otherTexts.add(of + "\n  gives    " + actual + "\n  expected " + line.get("text").asText());
      } else {
        same++;
      }
    }

    /** What no prompt needs: what it does not have it says so. */
    private static boolean isDeliberate(JinjaException refusal) {
      return refusal
          .getMessage()
          .matches(".*(is not supported|which is no prompt|is out of reach of templates)");
    }

    private static JinjaTemplate parse(JsonNode line, String template) {
      return line.path("environment").asText("task").equals("chat")
          ? JinjaTemplate.ofChat(template, CLOCK)
          : JinjaTemplate.ofTask(template);
    }

    void assertNoDifference() {
      assertThat(otherTexts).as("another text than Jinja2's").isEmpty();
      assertThat(notRefused).as("a text where Jinja2 refuses").isEmpty();
      assertThat(missing).as("refused where Jinja2 gives a text").isEmpty();
      assertThat(same).isPositive();
    }
  }

  private static Map<String, Object> values(JsonNode values) {
    Map<String, Object> variables = new HashMap<>();
    ((Map<?, ?>) Golden.value(values))
        .forEach((name, value) -> variables.put((String) name, value));
    return variables;
  }

  @Test
  void templatesDrawnFromTheGrammarGiveJinjasText() throws IOException {
    Comparison comparison = new Comparison();
    try (InputStream in = getClass().getResourceAsStream("templates.jsonl.gz");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      JsonNode given = JSON.readTree(lines.readLine()).get("values");
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        JsonNode line = JSON.readTree(text);
        comparison.add(line, line.get("template").asText(), values(given));
      }
    }
    comparison.assertNoDifference();
  }

  @Test
  @EnabledIfSystemProperty(
      named = "plumbline.shared",
      matches = ".+",
      disabledReason = "needs the shared cases; set PLUMBLINE_SHARED")
  void casesThatWentWrongAreRight() throws IOException {
    Comparison comparison = new Comparison();
    Path cases = Path.of(System.getProperty("plumbline.shared"), "cases", "jinja.jsonl");
    for (String text : Files.readAllLines(cases)) {
      JsonNode line = JSON.readTree(text.replaceFirst("\"expected\": ", "\"text\": "));
      comparison.add(line, line.get("template").asText(), values(line.get("values")));
    }
    comparison.assertNoDifference();
  }

  /**
   * Templates that are not ours to keep, such as those of real models, as {@code
   * jinja_real_templates.py} renders them.
   */
  @Test
  @EnabledIfSystemProperty(
      named = "plumbline.templates",
      matches = ".+",
      disabledReason =
          "needs rendered templates of models and task files; see jinja_real_templates.py")
  void realTemplatesGiveJinjasText() throws IOException {
    Comparison comparison = new Comparison();
    for (String text : Files.readAllLines(Path.of(System.getProperty("plumbline.templates")))) {
      JsonNode line = JSON.readTree(text);
      comparison.add(line, line.get("template").asText(), values(line.get("values")));
    }
    comparison.assertNoDifference();
  }
}
