package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.results.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that a manifest holds, given to bash where nothing else is, asks the same again. */
@Tag("integration")
class RepeatedCommandTest {
  private static final String YAML =
      """
      sweep:
        tasks: [embedded_facts, embedded_chains]
        include-path: [suite]
        model: the model
        limit: 4
        iterations: 1,3
        system: "it's $HOME, \\"quoted\\" and\\ntwo lines "
        add-bos-token: false
        chat: false
        record-gate: false
        temperature: 0.8
      """;

  @TempDir private Path folder;
  private Path here;
  private Path elsewhere;

  @BeforeEach
  void makeFolders() throws IOException {
    here = Files.createDirectory(folder.resolve("here"));
    elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(
        here.resolve("the model"), Path.of("../models/embedded").toAbsolutePath());
    Path suite = Files.createDirectory(here.resolve("suite"));
    try (Stream<Path> files = Files.list(Path.of("../training/suite"))) {
      for (Path file : files.toList()) {
        Files.copy(file, suite.resolve(file.getFileName()));
      }
    }
  }

  private String command(Path run) {
    return Run.open(run).manifest().command();
  }

  private void assertSameAnswers() {
    for (String file : List.of("samples.jsonl", "documents.jsonl", "curves.csv")) {
      assertThat(elsewhere.resolve("run").resolve(file))
          .hasSameBinaryContentAs(here.resolve("run").resolve(file));
    }
  }

  @Test
  void whatTheConfigurationFileSaidIsWrittenOut() throws Exception {
    Files.writeString(here.resolve("plumbline.yaml"), YAML);
    Bash.run(here, "plumbline sweep -i 1,2 --seed 7 --out run");
    String command = command(here.resolve("run"));
    assertThat(command)
        .startsWith("plumbline sweep -i 1,2 --seed 7 --out run '--model=")
        .contains("--no-add-bos-token", "--limit=4")
        .doesNotContain("--iterations", "--chat", "--record-gate");
    Bash.run(elsewhere, command);
    assertSameAnswers();
    assertThat(command(elsewhere.resolve("run"))).isEqualTo(command);
  }

  @Test
  void namedConfigurationFileAndFilesOfArgumentsAreNotNeededAgain() throws Exception {
    Path config = Files.writeString(folder.resolve("mine.yaml"), YAML);
    Files.writeString(here.resolve("arguments.txt"), "--seed 3 --limit 2");
    Bash.run(here, "plumbline sweep --config '" + config + "' @arguments.txt --out run");
    assertThat(command(here.resolve("run")))
        .startsWith("plumbline sweep --seed 3 --limit 2 --out run '--model=")
        .doesNotContain("mine.yaml", "@arguments.txt");
    Bash.run(elsewhere, command(here.resolve("run")));
    assertSameAnswers();
  }
}
