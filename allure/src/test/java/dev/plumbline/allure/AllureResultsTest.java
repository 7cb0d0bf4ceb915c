package dev.plumbline.allure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.ci.GateReport;
import dev.plumbline.ci.HostileReport;
import dev.plumbline.ci.Verdict;
import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class AllureResultsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");

  @TempDir private Path folder;

  private List<JsonNode> write(String into, GateReport report, Instant start) throws IOException {
    Path results = folder.resolve(into);
    new AllureResults(results, start, start.plusSeconds(2))
        .write(report, RunOf.model("tiny"), Optional.of("<svg/>"));
    List<JsonNode> read = new ArrayList<>();
    try (Stream<Path> files = Files.list(results)) {
      for (Path file : files.filter(f -> f.toString().endsWith("-result.json")).toList()) {
        JsonNode result = JSON.readTree(file.toFile());
        assertThat(file.getFileName()).hasToString(result.get("uuid").asText() + "-result.json");
        read.add(result);
      }
    }
    return read;
  }

  private static Set<String> histories(List<JsonNode> results) {
    Set<String> histories = new TreeSet<>();
    results.forEach(result -> histories.add(result.get("historyId").asText()));
    return histories;
  }

  @Test
  void historyIsTheSameForAnotherModelAtAnotherTime() throws IOException {
    Verdict held = new Verdict("no loss", "t:acc@8", "t", true, "as good", List.of());
    Verdict missed = new Verdict("no loss", "t:acc@8", "t", false, "worse", List.of());
    Verdict other = new Verdict("no loss", "t:acc@4", "t", true, "as good", List.of());
    List<JsonNode> first =
        write("one", new GateReport("a", "", List.of(held, other), List.of()), START);
    List<JsonNode> second =
        write(
            "two",
            new GateReport("b", "a", List.of(missed, other), List.of()),
            START.plusSeconds(60));
    assertThat(histories(first)).hasSize(2).isEqualTo(histories(second));
    assertThat(first).extracting(r -> r.get("status").asText()).containsOnly("passed");
    assertThat(second).extracting(r -> r.get("status").asText()).contains("failed", "passed");
  }

  @Test
  void curvesAndFlippedDocumentsAreAttached() throws IOException {
    List<JsonNode> results = write("one", HostileReport.of(), START);
    JsonNode failed =
        results.stream().filter(r -> r.get("status").asText().equals("failed")).findFirst().get();
    assertThat(failed.get("attachments")).hasSize(2);
    for (JsonNode attachment : failed.get("attachments")) {
      assertThat(attachment.get("source").asText()).matches("[a-zA-Z0-9._-]{1,100}");
      assertThat(folder.resolve("one").resolve(attachment.get("source").asText())).isRegularFile();
    }
    assertThat(
            folder.resolve("one").resolve(failed.get("attachments").get(1).get("source").asText()))
        .content()
        .hasLineCount(3)
        .startsWith("document 0 lost (1 to 0)");
    assertThat(failed.get("start").asLong()).isEqualTo(1795564800000L);
    assertThat(failed.get("stop").asLong()).isEqualTo(1795564802000L);
  }

  @Test
  void otherResultsInTheFolderStay() throws IOException {
    write("one", HostileReport.of(), START);
    List<JsonNode> both = write("one", HostileReport.of(), START.plusSeconds(60));
    assertThat(both).hasSize(2 * HostileReport.of().verdicts().size());
  }

  @Test
  void sameVerdictsOfOneGateStandOnce() throws IOException {
    write("one", HostileReport.of(), START);
    assertThat(write("one", HostileReport.of(), START))
        .hasSize(HostileReport.of().verdicts().size());
  }

  @Test
  void folderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    AllureResults results = new AllureResults(file, START, START);
    assertThatThrownBy(
            () -> results.write(HostileReport.of(), RunOf.model("tiny"), Optional.of("<svg/>")))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "%s: Allure results cannot be written (Not a directory);".formatted(file)
                + " choose another folder");
  }

  /** By hand: the schema is flat, and a library for it would be the only use. */
  @Test
  @EnabledIfSystemProperty(
      named = "plumbline.shared",
      matches = ".+",
      disabledReason = "needs the shared format definitions; set PLUMBLINE_SHARED")
  void fieldsAreThoseOfTheSchema() throws IOException {
    JsonNode schema =
        JSON.readTree(
            Path.of(
                    System.getProperty("plumbline.shared"),
                    "formats/ci/allure/allure-result.derived.schema.json")
                .toFile());
    for (JsonNode result : write("one", HostileReport.of(), START)) {
      assertConforms(result, schema, schema);
    }
  }

  private static void assertConforms(JsonNode value, JsonNode type, JsonNode root) {
    JsonNode schema =
        type.has("$ref")
            ? root.get("$defs").get(type.get("$ref").asText().replace("#/$defs/", ""))
            : type;
    if (schema.has("enum")) {
      assertThat(schema.get("enum")).contains(value);
      return;
    }
    switch (schema.get("type").asText()) {
      case "object" -> {
        schema.get("required").forEach(key -> assertThat(value.has(key.asText())).isTrue());
        value
            .properties()
            .forEach(
                field -> {
                  assertThat(schema.get("properties").has(field.getKey()))
                      .as(field.getKey())
                      .isTrue();
                  assertConforms(
                      field.getValue(), schema.get("properties").get(field.getKey()), root);
                });
      }
      case "array" -> value.forEach(item -> assertConforms(item, schema.get("items"), root));
      case "integer" -> assertThat(value.isIntegralNumber()).isTrue();
      case "boolean" -> assertThat(value.isBoolean()).isTrue();
      default -> {
        assertThat(value.isTextual()).isTrue();
        if (schema.has("pattern")) {
          assertThat(value.asText()).matches(schema.get("pattern").asText());
        }
      }
    }
  }
}
