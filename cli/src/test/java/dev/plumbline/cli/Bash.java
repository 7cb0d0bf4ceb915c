package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A shell in which {@code plumbline} is these classes, in a process of its own. */
final class Bash {
  private Bash() {}

  /** Runs a line in a folder and returns all that was said; it must end well. */
  static String run(Path folder, String line) throws Exception {
    Path said = Files.createTempFile("said", ".txt");
    ProcessBuilder bash =
        new ProcessBuilder(
            "bash",
            "-c",
            "plumbline() { \"$JAVA\" -cp \"$CLASSES\" dev.plumbline.cli.Plumbline \"$@\"; }\n"
                + line);
    bash.environment()
        .putAll(
            Map.of(
                "JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "CLASSES", System.getProperty("java.class.path"),
                "ORT_DISABLE_TELEMETRY", "1"));
    int code =
        bash.directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    String text = Files.readString(said);
    Files.delete(said);
    assertThat(code).as(text).isEqualTo(ExitCode.OK);
    return text;
  }
}
