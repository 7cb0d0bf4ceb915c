package dev.plumbline.runner.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCardTest {

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({
    "'---\ntags:\n- x\nlicense: apache-2.0\n---\n# Model', apache-2.0",
    "'---\r\nlicense: \"mit\" # as the paper\r\n---\r\n', mit",
    "'---\nlicense:\n- mit\n---\n',",
    "'# Model\nlicense: mit\n',",
    "'---\nlanguage: en\n---\nlicense: mit\n',"
  })
  void licenceIsThatOfTheFrontMatter(String readme, String license) throws IOException {
    Files.writeString(temp.resolve("README.md"), readme);
    assertThat(ModelCard.license(temp)).isEqualTo(Optional.ofNullable(license));
  }
}
