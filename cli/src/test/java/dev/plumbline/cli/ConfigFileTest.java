package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  @TempDir private Path folder;

  private Ended sweep(String yaml) throws IOException {
    Path config = Files.writeString(folder.resolve("plumbline.yaml"), yaml);
    return Ended.run("sweep", "--config", config.toString(), "--tasks", "gsm8k");
  }

  @Test
  void textIsTextWhateverDollarSignsItHas() throws IOException {
    String name = "a$b ${MODEL} ${env:HOME} ${sys:java.version} $$ $5 $";
    Ended ended = sweep("sweep:\n  model: \"%s\"\n".formatted(folder.resolve(name)));
    assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(ended.err()).contains(folder.resolve(name).toString());
    Ended unset = sweep("sweep:\n  iterations: ${ITERS}\n");
    assertThat(unset.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(unset.err()).contains("'${ITERS}'").hasLineCount(1);
  }

  @Test
  void keyThatStandsThereTwiceIsRefused() throws IOException {
    assertThat(sweep("sweep:\n  limit: 1\n  limit: 2\n").err())
        .isEqualTo(
            "plumbline: %s:3: limit stands here twice; remove one\n"
                .formatted(folder.resolve("plumbline.yaml")));
    assertThat(sweep("sweep:\n  limit: 1\ngate: {}\nsweep:\n  limit: 2\n").err())
        .contains("plumbline.yaml:4: sweep stands here twice");
  }

  @Test
  void outputThatCannotBeWrittenIsAnError() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] characters, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    StringWriter err = new StringWriter();
    int code = Plumbline.run(new PrintWriter(full), new PrintWriter(err, true), "tasks", "list");
    assertThat(code).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err)
        .hasToString("plumbline: standard output could not be written; not all of it is there\n");
  }
}
