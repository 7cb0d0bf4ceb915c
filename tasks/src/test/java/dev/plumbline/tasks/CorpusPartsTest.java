package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a document contributes, against what sacreBLEU and Python count ({@code corpus_metrics}).
 */
class CorpusPartsTest {
  private static JsonNode recorded() throws IOException {
    return new ObjectMapper()
        .readTree(CorpusPartsTest.class.getResourceAsStream("corpus-parts.json"));
  }

  private static List<Double> numbers(JsonNode list) {
    List<Double> numbers = new ArrayList<>();
    list.forEach(number -> numbers.add(number.doubleValue()));
    return numbers;
  }

  @Test
  void textsCountAsInSacreBleu() throws IOException {
    JsonNode recorded = recorded();
    assertThat(recorded.get("texts")).hasSize(65);
    for (int i = 0; i < 65; i++) {
      String reference = recorded.get("texts").get(i).get(0).textValue();
      String answer = recorded.get("texts").get(i).get(1).textValue();
      JsonNode segments = recorded.get("segments");
      assertThat(Bleu.part(answer, reference))
          .as("BLEU of '%s' and '%s'", answer, reference)
          .isEqualTo(numbers(segments.get("bleu").get(i)));
      assertThat(Chrf.part(answer, reference, 0))
          .as("chrF of '%s' and '%s'", answer, reference)
          .isEqualTo(numbers(segments.get("chrf").get(i)));
      assertThat(Chrf.part(answer, reference, 2))
          .as("chrF++ of '%s' and '%s'", answer, reference)
          .isEqualTo(numbers(segments.get("chrfpp").get(i)));
    }
  }

  @Test
  void editsAndShiftsCountAsInSacreBleu() throws IOException {
    JsonNode recorded = recorded();
    List<JsonNode> texts = new ArrayList<>();
    recorded.get("texts").forEach(texts::add);
    recorded.get("moved").forEach(texts::add);
    assertThat(texts).hasSize(185).hasSameSizeAs(recorded.get("ter"));
    for (int i = 0; i < texts.size(); i++) {
      String reference = texts.get(i).get(0).textValue();
      String answer = texts.get(i).get(1).textValue();
      assertThat(Ter.part(answer, reference))
          .as("TER of '%s' and '%s'", answer, reference)
          .isEqualTo(numbers(recorded.get("ter").get(i)));
    }
  }

  @Test
  void wordsAreThePiecesBetweenWhiteSpace() throws IOException {
    JsonNode words = recorded().get("words");
    assertThat(words).hasSize(7);
    for (JsonNode each : words) {
      String text = each.get(0).textValue();
      assertThat(new ScoredText(text, -1, false).perWord())
          .as("words of '%s'", text)
          .containsExactly(-1.0, each.get(1).doubleValue());
    }
  }
}
