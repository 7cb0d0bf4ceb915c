package dev.plumbline.runner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Precision;
import dev.plumbline.runner.export.ExportProgress.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExporterTest {
  @TempDir Path temp;
  private Path target;

  @BeforeEach
  void chooseTarget() {
    target = temp.resolve("out").resolve("bundle");
  }

  private Bundle export(Path checkpoint, boolean overwrite) {
    return Exporter.export(
        new ExportRequest(checkpoint, target, Precision.FP32, overwrite), ExportProgress.NONE);
  }

  private List<String> outFiles() throws IOException {
    try (Stream<Path> files = Files.list(target.getParent())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void bundleIsWholeAndNothingElseIsLeft() throws IOException {
    Bundle bundle = export(Fixtures.checkpoint("untied-f32-shards"), false);
    assertThat(Bundle.open(target)).isEqualTo(bundle);
    assertThat(outFiles()).containsExactly("bundle");
    assertThat(bundle.files())
        .containsOnlyKeys(
            "prelude.onnx", "core.onnx", "coda.onnx", "weights.bin", "tokenizer.json");
    assertThat(bundle.description().name()).isEqualTo("untied-f32-shards");
  }

  @Test
  void descriptionSaysWhereTheModelComesFrom() throws IOException {
    TinyCheckpoint tiny = new TinyCheckpoint();
    tiny.config.put("_name_or_path", "someone/some-model");
    tiny.files.put("README.md", "---\nlicense: apache-2.0\n---\n");
    tiny.files.put("chat_template.jinja", "{{ messages }}");
    tiny.files.put("tokenizer_config.json", "{\"bos_token\": \"<s>\"}");
    Bundle bundle = export(tiny.write(temp.resolve("tiny")), false);
    assertThat(bundle.description().source()).isEqualTo("someone/some-model");
    assertThat(bundle.description().name()).isEqualTo("some-model");
    assertThat(bundle.description().license()).contains("apache-2.0");
    assertThat(bundle.chatTemplate()).contains("{{ messages }}");
    assertThat(bundle.specialTokens().bos().orElseThrow().id()).isEqualTo(1);
  }

  @Test
  void oneCheckpointGivesTheSameBytesTwice() {
    Path checkpoint = Fixtures.checkpoint("head-bf16-shards");
    Bundle once = Fixtures.export(checkpoint, temp.resolve("once"), Precision.BF16);
    Bundle twice = Fixtures.export(checkpoint, temp.resolve("twice"), Precision.BF16);
    assertThat(twice.sha256()).isEqualTo(once.sha256());
  }

  @Test
  void progressRunsFromNothingToAllInEachStep() throws IOException {
    List<String> heard = new ArrayList<>();
    List<Long> written = new ArrayList<>();
    Exporter.export(
        new ExportRequest(
            new TinyCheckpoint().write(temp.resolve("tiny")), target, Precision.FP32, false),
        (step, done, total) -> {
          heard.add(step + (done == 0 ? " begins" : done == total ? " ends" : ""));
          if (step == Step.WRITE) {
            written.add(done);
          }
        });
    assertThat(heard).first().isEqualTo("WRITE begins");
    assertThat(heard).contains("WRITE ends", "VERIFY begins").last().isEqualTo("VERIFY ends");
    assertThat(written).isSorted();
  }

  @Test
  void existingBundleIsKeptUnlessItMayBeOverwritten() throws IOException {
    Path first = new TinyCheckpoint().write(temp.resolve("first"));
    Path second = Fixtures.checkpoint("no-coda-f32");
    Bundle kept = export(first, false);
    assertThatThrownBy(() -> export(second, false))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "%s: already there; name another folder, or pass --overwrite to replace the bundle",
            target);
    assertThat(Bundle.open(target)).isEqualTo(kept);

    Bundle replaced = export(second, true);
    assertThat(Bundle.open(target)).isEqualTo(replaced).isNotEqualTo(kept);
    assertThat(outFiles()).containsExactly("bundle");
  }

  @Test
  void folderThatIsNoBundleIsNeverOverwritten() throws IOException {
    Files.createDirectories(target);
    Files.writeString(target.resolve("thesis.txt"), "dear");
    assertThatThrownBy(() -> export(Fixtures.checkpoint("no-coda-f32"), true))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("%s: not a bundle, so it is not overwritten; name another folder", target);
    assertThat(target.resolve("thesis.txt")).hasContent("dear");
  }

  @Test
  void failureWhileOverwritingKeepsTheOldBundle() throws IOException {
    Bundle kept = export(new TinyCheckpoint().write(temp.resolve("good")), false);
    TinyCheckpoint broken = new TinyCheckpoint();
    broken.overflow("transformer.adapter.weight");
    Path checkpoint = broken.write(temp.resolve("broken"));
    assertThatThrownBy(() -> export(checkpoint, true))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("after a few tokens");
    assertThat(Bundle.open(target)).isEqualTo(kept);
    assertThat(outFiles()).containsExactly("bundle");
  }
}
