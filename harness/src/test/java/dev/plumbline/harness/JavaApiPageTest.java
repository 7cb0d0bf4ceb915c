package dev.plumbline.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.results.Run;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in docs/java-api.md, compiled and run as a reader would. */
class JavaApiPageTest {
  private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void programOfThePageSweepsWhateverAConfigurationFileSays() throws Exception {
    Path root = Path.of("..").toAbsolutePath().normalize();
    for (String name : List.of("models", "training")) {
      Files.createSymbolicLink(folder.resolve(name), root.resolve(name));
    }
    // What the command line would take for its options.
    Files.writeString(folder.resolve("plumbline.yaml"), "sweep:\n  limit: 1\n  seed: 9\n");
    compile();

    String printed = run();

    assertThat(printed.lines())
        .hasSize(6)
        .allMatch(line -> line.matches("embedded_chains:exact_match,[\\w-]+@(1|4|16): \\d+ %"))
        .anyMatch(line -> line.contains("@16: 100 %"));
    Run run = Run.open(folder.resolve("my-run"));
    assertThat(run.manifest().tasks().get(0).documents()).isEqualTo(20);
    assertThat(run.manifest().seed()).hasValue(0);
  }

  private void compile() throws IOException {
    Matcher program = PROGRAM.matcher(Files.readString(Path.of("../docs/java-api.md")));
    assertThat(program.find()).isTrue();
    Path source = folder.resolve("Curves.java");
    Files.writeString(source, program.group(1));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(code).isZero();
  }

  private String run() throws Exception {
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder + File.pathSeparator + System.getProperty("java.class.path"),
                "Curves")
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("err.txt"))).isZero();
    return Files.readString(out);
  }
}
