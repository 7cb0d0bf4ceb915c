package dev.plumbline.exchange.everyevalever;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.plumbline.exchange.DepthResults;
import dev.plumbline.exchange.SubmissionFile;
import dev.plumbline.exchange.SubmissionRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The files against the published JSON schemas of Every Eval Ever 0.3.0. */
@EnabledIfSystemProperty(
    named = "plumbline.shared",
    matches = ".+",
    disabledReason = "needs the shared schemas; set PLUMBLINE_SHARED")
class EveryEvalEverSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir private Path folder;

  private static JsonSchema schema(String name) throws IOException {
    Path file = Path.of(System.getProperty("plumbline.shared"), "formats/every_eval_ever", name);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
        .getSchema(Files.readString(file));
  }

  @Test
  void aggregatesAndSamplesAreValidAndBelongTogether() throws IOException {
    JsonSchema aggregates = schema("eval.schema.json");
    JsonSchema samples = schema("instance_level_eval.schema.json");
    DepthResults results = SubmissionRun.at(SubmissionRun.write(folder.resolve("run")), 4);
    List<SubmissionFile> files =
        EveryEvalEver.of(
            results,
            new Submitter(
                "a/b", "Org", Submitter.Relationship.OTHER, Submitter.Availability.UNKNOWN));
    assertThat(files).hasSize(6);
    for (int i = 0; i < files.size(); i += 2) {
      JsonNode aggregate = JSON.readTree(files.get(i).content());
      assertThat(aggregates.validate(aggregate)).isEmpty();
      String lines = files.get(i + 1).content();
      for (String line : lines.lines().toList()) {
        JsonNode sample = JSON.readTree(line);
        assertThat(samples.validate(sample)).isEmpty();
        assertThat(sample.get("evaluation_id")).isEqualTo(aggregate.get("evaluation_id"));
      }
      JsonNode details = aggregate.get("detailed_evaluation_results");
      assertThat(details.get("file_path").asText()).isEqualTo(files.get(i + 1).path());
      assertThat(details.get("checksum").asText()).isEqualTo(DigestUtils.sha256Hex(lines));
    }
    // The schema is no rubber stamp.
    assertThat(aggregates.validate(JSON.readTree("{\"schema_version\":\"0.3.0\"}"))).isNotEmpty();
  }
}
