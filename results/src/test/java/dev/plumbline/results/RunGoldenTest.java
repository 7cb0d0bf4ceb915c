package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a run, byte for byte. */
class RunGoldenTest {
  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  @TempDir Path folder;

  @AfterEach
  void restore() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"})
  void filesAreTheGoldenOnesInEveryLocaleAndTimeZone(String tag) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(tag));
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
    Path run = ExampleRun.write(folder.resolve("run"), ExampleRun.samples()).folder();
    for (String file :
        List.of("samples.jsonl", "documents.jsonl", "curves.csv", "timing.csv", "manifest.json")) {
      assertThat(Files.readString(run.resolve(file))).as(file).isEqualTo(golden(file));
    }
    try (Stream<Path> files = Files.list(run)) {
      assertThat(files).hasSize(5);
    }
  }

  private static String golden(String file) throws IOException {
    try (InputStream in = RunGoldenTest.class.getResourceAsStream("golden/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
