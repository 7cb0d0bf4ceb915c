package dev.plumbline.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.Outcome.Failed;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Usage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run that stops at any moment goes on, and nothing else passes for one that does. */
class JournalTest {
  private static final Map<String, String> SETTINGS = Map.of("limit", "2", "init", "zero");

  @TempDir Path temp;
  private Path run;
  private Path samples;

  @BeforeEach
  void nameTheRun() {
    run = temp.resolve("run");
    samples = run.resolve("journal/samples.jsonl");
  }

  private RunWriter open() {
    return RunWriter.open(run, false, SETTINGS);
  }

  private void appendThree() {
    try (RunWriter writer = open()) {
      for (int doc = 0; doc < 3; doc++) {
        writer.append(
            new Sample(SampleId.of("t", doc, 4), new Failed("tab\there")),
            new Usage(10 + doc, 100, 32, doc == 1));
      }
    }
  }

  @Test
  void nextWriterKnowsWhatIsThere() {
    appendThree();
    try (RunWriter writer = open()) {
      assertThat(writer.resumed()).isEqualTo(3);
      assertThat(writer.isAnswered(SampleId.of("t", 2, 4))).isTrue();
      assertThat(writer.isAnswered(SampleId.of("t", 2, 1))).isFalse();
      assertThat(writer.isAnswered(SampleId.of("t", 3, 4))).isFalse();
      assertThat(writer.truncated("t")).isEqualTo(1);
      assertThat(writer.usage(ExampleRun.at("t", 4)).allTokens()).isEqualTo(10 + 11 + 12 + 32);
      assertThat(writer.usage(ExampleRun.at("t", 4)).allVisibleKeys()).isEqualTo(300 + 32 * 33 / 2);
    }
  }

  @Test
  void runCutAtAnyByteGoesOnBehindItsLastWholeAnswer() throws IOException {
    appendThree();
    byte[] whole = Files.readAllBytes(samples);
    for (int length = 0; length <= whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      Files.write(samples, cut);
      int lines = (int) new String(cut, UTF_8).lines().count();
      try (RunWriter writer = open()) {
        int expected = length == 0 || cut[length - 1] == '\n' ? lines : lines - 1;
        assertThat(writer.resumed()).as("%d bytes", length).isEqualTo(expected);
        assertThat(writer.dropped()).isEqualTo(length - Files.size(samples));
        writer.append(new Sample(SampleId.of("t", 9, 4), new Failed("e")));
      }
      assertThat(Files.readAllLines(samples)).last().asString().contains("\"doc_id\":9");
    }
  }

  @Test
  void anyFlippedBitIsAnErrorThatNamesTheLineOrATornEnd() throws IOException {
    appendThree();
    byte[] whole = Files.readAllBytes(samples);
    List<String> lines = Files.readAllLines(samples);
    int lastLine = whole.length - lines.get(2).length() - 1;
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 4;
      Files.write(samples, flipped);
      if (i < lastLine - 1) {
        assertThatThrownBy(this::open)
            .as("byte %d", i)
            .isInstanceOf(PlumblineException.class)
            .hasMessage(
                "%s:%d: this entry is damaged, its checksum does not hold; delete the line to have"
                    + " its answer asked again, or start over (--overwrite)",
                samples, i <= lines.get(0).length() ? 1 : 2);
        assertThat(Files.readAllBytes(samples)).isEqualTo(flipped);
      } else {
        try (RunWriter writer = open()) {
          // Without the end between them, the last two are one torn line.
          assertThat(writer.resumed()).as("byte %d", i).isEqualTo(i < lastLine ? 1 : 2);
        }
      }
    }
  }

  @Test
  void otherSettingsAreRefusedAndNamed() {
    appendThree();
    assertThatThrownBy(() -> RunWriter.open(run, false, Map.of("limit", "3", "init", "zero")))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            run
                + ": holds an unfinished run with other settings: limit was 2 and is 3; give the"
                + " same ones to go on, choose another folder, or start over (--overwrite)");
    try (RunWriter writer = RunWriter.open(run, true, Map.of())) {
      assertThat(writer.answers()).isZero();
    }
  }

  @Test
  void damagedSettingsAreNamed() throws IOException {
    appendThree();
    Path settings = run.resolve("journal/settings.json");
    Files.writeString(settings, Files.readString(settings).replace("zero", "zer0"));
    assertThatThrownBy(this::open)
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            settings + ": is damaged, its checksum does not hold; start over (--overwrite)");
  }

  @Test
  void secondWriterIsRefusedAsLongAsTheFirstIsOpen() {
    try (RunWriter first = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(PlumblineException.class)
          .hasMessage(
              run
                  + ": another process is writing this folder; wait for it, end it, or choose another"
                  + " folder");
      assertThat(first.answers()).isZero();
    }
    open().close();
  }

  @Test
  void runThatWentOnHasTheBytesOfOneThatNeverStopped() throws IOException {
    Path calm = ExampleRun.write(temp.resolve("calm"), ExampleRun.samples()).folder();
    for (Sample sample : ExampleRun.samples()) {
      try (RunWriter writer = open()) {
        writer.append(sample);
      }
    }
    try (RunWriter writer = open()) {
      writer.finish(ExampleRun.manifest(), ExampleRun.documents(), ExampleRun.costs());
    }
    for (String file : List.of("samples.jsonl", "documents.jsonl", "curves.csv", "manifest.json")) {
      assertThat(run.resolve(file)).hasSameBinaryContentAs(calm.resolve(file));
    }
    assertThat(run.resolve("journal")).doesNotExist();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fullDiskIsNamedAndNothingFollowsHalfAnAnswer() throws IOException {
    Path full = Path.of("/dev/full");
    JournalEntry entry =
        new JournalEntry(new Sample(SampleId.of("t", 0, 1), new Failed("e")), Usage.NONE);
    Journal journal = new Journal(full, FileChannel.open(full, WRITE), 0);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> journal.append(entry))
          .isInstanceOf(PlumblineException.class)
          .hasMessage(
              "/dev/full: cannot be written: No space left on device; the answers so far are kept:"
                  + " make room, then give the same command again");
    }
  }
}
