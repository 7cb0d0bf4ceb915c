package dev.plumbline.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LettersTest {

  /** A process of its own, since fonts are found once in each. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aMachineWithoutFontsDrawsWithTheOneThatIsBrought(@TempDir Path folder) throws Exception {
    Path none = folder.resolve("fontconfig.properties");
    Files.writeString(none, "version=1\nsequence.allfonts=default\n");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Dsun.awt.fontconfig=" + none,
                "-Dsun.java2d.fontpath=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                LettersTest.class.getName())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .isEqualTo("Liberation Sans\n");
    assertThat(process.waitFor()).isZero();
  }

  /** What that process runs. */
  public static void main(String[] args) throws IOException {
    CurvePicture.of(Examples.tasks(2), "title").png();
    System.out.println(Letters.of(Font.PLAIN, 12).getFamily());
  }
}
