package dev.plumbline.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.protocol.text.Findings;
import dev.plumbline.protocol.text.YamlFile;
import dev.plumbline.protocol.text.YamlMap;
import java.io.StringReader;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Against lm-evaluation-harness's filter, through src/test/python/choice_search.py. */
class ChoiceSearchTest {
  @Test
  void lettersAreFoundAsInLmEvaluationHarness() {
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode each : Golden.json("choice-search.json")) {
      YamlMap settings = new YamlMap(Findings.thrown(), "", "filter", 1);
      // JSON is YAML.
      settings.putAll(
          (MappingNode) YamlFile.compose(new StringReader(each.get("settings").toString())),
          "filter");
      ChoiceSearch search = ChoiceSearch.read(settings).orElseThrow();
      Doc doc = new Doc(Map.of("choices", Golden.value(each.get("choices"))), "row 1");
      softly
          .assertThat(search.find(each.get("text").asText(), doc).answer())
          .as("%s", each)
          .isEqualTo(each.get("found").asText());
    }
    softly.assertAll();
  }
}
