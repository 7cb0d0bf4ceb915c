package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ci.BaselineFile;
import dev.plumbline.ci.RulesFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A baseline and rules may hold anything. See {@link Fuzz}. */
@Tag("integration")
class GateFuzzTest {
  @TempDir Path folder;

  @Test
  void baseline() throws Exception {
    StringBuilder text =
        new StringBuilder(
            "{\"plumbline_baseline\":1,\"bundle\":\"b\",\"bundle_sha256\":\"c\",\"settings\":{}}\n"
                + "{\"task\":\"t\",\"version\":\"1\",\"data\":{},\"asked\":\"h\",\"documents\":9,"
                + "\"iterations\":[1,4],\"flops_per_token\":{\"1\":3,\"4\":9.5}}\n");
    for (int docId = 0; docId < 9; docId++) {
      text.append("{\"doc\":" + docId + ",\"acc\":\"0-\",\"f1\":[0.25,null]}\n");
    }
    Fuzz.holds(
        Files.writeString(folder.resolve("baseline.jsonl"), text),
        file -> {
          BaselineFile.write(BaselineFile.read(file), folder.resolve("again.jsonl"));
          assertThat(BaselineFile.read(folder.resolve("again.jsonl")))
              .isEqualTo(BaselineFile.read(file));
        });
  }

  @Test
  void rules() throws Exception {
    Fuzz.holds(
        Files.writeString(
            folder.resolve("gate.yaml"),
            """
            alpha: 0.05
            require: [a:acc@8>=0.5]
            no_loss:
              - {curve: all, r: [1, 4], margin: 0.01}
            saturation: {curve: "a:acc", by: 4}
            cost: [{task: all, flops_per_token: 5}]
            """),
        file -> RulesFile.read(file));
  }
}
