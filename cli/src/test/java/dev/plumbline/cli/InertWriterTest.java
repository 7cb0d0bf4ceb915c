package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InertWriterTest {
  @Test
  void whatATerminalObeysIsShownByItsNumber() {
    StringWriter out = new StringWriter();
    PrintWriter inert = new PrintWriter(new InertWriter(out));
    inert.print("é\t\uD83D\uDE00\n\u001b]0;x\u0007\r\u009b1m\u202e");
    inert.flush();
    assertThat(out).hasToString("é\t\uD83D\uDE00\n\\u{1b}]0;x\\u{7}\\u{d}\\u{9b}1m\\u{202e}");
  }

  @Test
  void namesOfFilesReachTheTerminalInert(@TempDir Path folder) throws IOException {
    Path task = folder.resolve("t.yaml");
    Files.writeString(task, "task: \"\\e[2J\"\ndataset_path: x\n\"\\e[31m\": 1\n");
    StringWriter err = new StringWriter();
    int code =
        Plumbline.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            "tasks",
            "validate",
            task.toString());
    assertThat(code).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains("unknown key").doesNotContain("\u001b");
  }
}
