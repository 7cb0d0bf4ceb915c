package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.PlumblineException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration file may hold anything. See {@link Fuzz}. */
@Tag("integration")
class ConfigFileFuzzTest {
  @TempDir Path folder;

  @Test
  void configurationFile() throws Exception {
    String text = "sweep:\n  model: m\n  tasks: [gsm8k, hellaswag]\n  iterations: [1, 4]\n";
    Path file = Files.writeString(folder.resolve("plumbline.yaml"), text);
    Fuzz.holds(
        file,
        yaml -> {
          StringWriter err = new StringWriter();
          PrintWriter nowhere = new PrintWriter(new StringWriter());
          String config = yaml.toString();
          if (Plumbline.run(nowhere, new PrintWriter(err), "gate", "--config", config) != 2) {
            throw new AssertionError(err.toString());
          }
          assertThat(err.toString().lines()).hasSize(1);
          if (!err.toString().contains("Missing required")) {
            throw new PlumblineException(err.toString().strip());
          }
        });
  }
}
