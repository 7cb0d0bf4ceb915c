package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runner.Device;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Description;
import dev.plumbline.runner.bundle.FileEntry;
import dev.plumbline.runner.bundle.Precision;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepNotesTest {
  private static final Bundle EMBEDDED = Bundle.open(Path.of("..", "models", "embedded"));

  @Test
  void aModelThatTakesLongToLoadSaysSoBefore() {
    Device cpu = new Device.Cpu();
    assertThat(SweepNotes.loading(bundle(Precision.BF16, 7_132_282_880L), cpu))
        .hasValueSatisfying(
            note ->
                assertThat(note)
                    .endsWith(": loading, which takes 14.3 GB of memory and some 29 s"));
    assertThat(SweepNotes.loading(bundle(Precision.FP32, 7_132_282_880L), cpu))
        .hasValueSatisfying(note -> assertThat(note).contains("7.1 GB"));
    assertThat(SweepNotes.loading(EMBEDDED, cpu)).isEmpty();
  }

  @Test
  void weightsThatAreReadInPlaceAreNotLoaded() {
    Device mapped = new Device.Mapped();
    assertThat(SweepNotes.loading(bundle(Precision.FP32, 14_261_649_408L), mapped))
        .hasValueSatisfying(
            note -> assertThat(note).contains("14.3 GB of weights are read in place"));
    assertThat(SweepNotes.loading(EMBEDDED, mapped)).isEmpty();
  }

  /** As the embedded one says, but for the weights. */
  private static Bundle bundle(Precision precision, long bytes) {
    Description d = EMBEDDED.description();
    Map<String, FileEntry> files = new HashMap<>(d.files());
    files.put("weights.bin", new FileEntry(d.files().get("weights.bin").sha256(), bytes));
    return new Bundle(
        EMBEDDED.folder(),
        new Description(
            d.name(),
            d.source(),
            d.license(),
            precision,
            d.model(),
            d.specialTokens(),
            d.cleanUpSpaces(),
            d.chatTemplate(),
            files),
        EMBEDDED.sha256());
  }
}
