package dev.plumbline.tasks.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.tasks.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Against CPython 3.11.7, through src/test/python/python_semantics.py. */
class PythonSemanticsTest {
  @Test
  void samplesAreThoseOfRandomSample() {
    PythonRandom random = null;
    for (JsonNode draw : Golden.json("python/random-sample.json")) {
      if (draw.get("first").asBoolean()) {
        random = new PythonRandom(draw.get("seed").asLong());
      }
      List<Integer> population = IntStream.range(0, draw.get("n").asInt()).boxed().toList();
      assertThat(random.sample(population, draw.get("k").asInt()))
          .as("seed %s, %s of %s", draw.get("seed"), draw.get("k"), draw.get("n"))
          .isEqualTo(Golden.value(draw.get("sample")));
    }
  }

  @Test
  void sampleLargerThanThePopulationIsRefused() {
    assertThatThrownBy(() -> new PythonRandom(1).sample(List.of(1, 2), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot draw 3 of 2");
  }

  @Test
  void regexFindsAndRemovesWhatReFindsAndRemoves() {
    JsonNode golden = Golden.json("python/regex.json");
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode expected : golden.get("cases")) {
      PythonRegex regex = PythonRegex.compile(expected.get("pattern").asText());
      for (int i = 0; i < golden.get("texts").size(); i++) {
        String text = golden.get("texts").get(i).asText();
        softly
            .assertThat((Object) regex.findAll(text))
            .as("findall of %s in %s", expected.get("pattern"), text)
            .isEqualTo(Golden.value(expected.get("findall").get(i)));
        softly
            .assertThat(regex.removeFrom(text))
            .as("sub of %s in %s", expected.get("pattern"), text)
            .isEqualTo(expected.get("sub").get(i).asText());
      }
    }
    softly.assertAll();
  }

  @Test
  void regexRefusesWhatReRefuses() {
    for (JsonNode pattern : Golden.json("python/regex.json").get("refused")) {
      assertThatThrownBy(() -> PythonRegex.compile(pattern.asText()))
          .as(pattern.asText())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("in the regular expression " + pattern.asText());
    }
  }

  @Test
  void runawayRegexEndsWithAnErrorThatNamesIt() {
    PythonRegex regex = PythonRegex.compile("(.*)".repeat(9) + "y");
    assertThatThrownBy(() -> regex.findAll("x".repeat(200)))
        .isInstanceOf(PythonRegex.TimeoutException.class)
        .hasMessageContaining("(.*)".repeat(9) + "y")
        .hasMessageContaining("longer than 3 s");
  }

  @Test
  void quotedTextFindsItself() {
    String text = "a.b*[c] (d) \\e {f}|^$ é #-&&";
    assertThat(PythonRegex.compile(PythonRegex.quote(text)).findAll("x" + text + "y"))
        .isEqualTo(List.of(List.of(text)));
  }

  @Test
  void textMethodsAreThoseOfStr() {
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode expected : Golden.json("python/text.json")) {
      String text = expected.get("text").asText();
      softly.assertThat(PythonText.capitalize(text)).isEqualTo(string(expected, "capitalize"));
      softly.assertThat(PythonText.title(text)).isEqualTo(string(expected, "title"));
      softly.assertThat(PythonText.lower(text)).isEqualTo(string(expected, "lower"));
      softly.assertThat(PythonText.upper(text)).isEqualTo(string(expected, "upper"));
      softly.assertThat(PythonText.strip(text)).isEqualTo(string(expected, "strip"));
      softly.assertThat(PythonText.lstrip(text, null)).isEqualTo(string(expected, "lstrip"));
      softly.assertThat(PythonText.rstrip(text, null)).isEqualTo(string(expected, "rstrip"));
      softly.assertThat(PythonText.strip(text, "xa #,")).isEqualTo(string(expected, "strip_chars"));
      softly.assertThat(PythonText.splitWords(text)).isEqualTo(strings(expected, "split"));
      softly
          .assertThat(PythonText.split(text, ",", -1))
          .isEqualTo(strings(expected, "split_comma"));
      softly
          .assertThat(PythonText.split(text, "####", 1))
          .isEqualTo(strings(expected, "split_hash_1"));
      softly
          .assertThat(PythonText.rsplit(text, "####", 1))
          .isEqualTo(strings(expected, "rsplit_hash_1"));
      softly.assertThat(PythonText.splitLines(text)).isEqualTo(strings(expected, "splitlines"));
      softly.assertThat(PythonText.length(text)).isEqualTo(expected.get("len").asInt());
      softly.assertThat(PythonText.repr(text)).isEqualTo(string(expected, "repr"));
    }
    softly.assertAll();
  }

  private static String string(JsonNode expected, String key) {
    return expected.get(key).asText();
  }

  private static List<String> strings(JsonNode expected, String key) {
    List<String> strings = new ArrayList<>();
    expected.get(key).forEach(item -> strings.add(item.asText()));
    return strings;
  }

  @Test
  void valuesPrintAsInPython() {
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode expected : Golden.json("python/repr.json")) {
      Object value = Golden.value(expected.get("value"));
      softly.assertThat(PythonText.repr(value)).isEqualTo(string(expected, "repr"));
      softly.assertThat(PythonText.str(value)).isEqualTo(string(expected, "str"));
    }
    softly.assertAll();
  }

  @Test
  void literalsReadBack() {
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode expected : Golden.json("python/literal.json")) {
      softly
          .assertThat(PythonText.repr(PythonLiteral.parse(string(expected, "text")).orElse("none")))
          .isEqualTo(PythonText.repr(Golden.value(expected.get("value"))));
    }
    for (JsonNode expected : Golden.json("python/repr.json")) {
      String repr = string(expected, "repr");
      if (!repr.equals("None")) {
        softly.assertThat(PythonText.repr(PythonLiteral.parse(repr).orElse(null))).isEqualTo(repr);
      }
    }
    softly.assertAll();
  }

  @Test
  void whatIsNoLiteralIsEmpty() {
    for (String text :
        List.of("", "a", "[a]", "['a'", "007", "1 2", "f('x')", "[1 2]", "'a", "{1}")) {
      assertThat(PythonLiteral.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void repetitionOfAlternativesReachesAsFarAsTheText() {
    // Java's matcher calls itself once for each of these characters.
    String text = "x\n".repeat(50_000);
    assertThat(PythonRegex.compile("(?:.|\\n)*").findAll(text).get(0)).containsExactly(text);
    assertThat(PythonRegex.compile("(a|b|\\n|.)*").findAll(text).get(0)).containsExactly("\n");
    assertThat(PythonRegex.compile("(?:.|\\n)*end").findAll(text + "end, no"))
        .containsExactly(List.of(text + "end"));
    assertThat(PythonRegex.compile("(?:a|b)*c").findAll("ab".repeat(10_000))).isEmpty();
    assertThat(PythonRegex.compile("(?:x|\\n)+").removeFrom(text + "y")).isEqualTo("y");
  }
}
