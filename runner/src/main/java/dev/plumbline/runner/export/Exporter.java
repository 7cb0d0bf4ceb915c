package dev.plumbline.runner.export;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Architecture;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.BundleFiles;
import dev.plumbline.runner.bundle.Description;
import dev.plumbline.runner.bundle.FileEntry;
import dev.plumbline.runner.export.ExportProgress.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns a Hugging Face checkpoint of the Huginn architecture into a bundle. Weights are streamed,
 * so that memory does not grow with the model; one checkpoint always gives the same bytes.
 */
public final class Exporter {
  private final ExportRequest request;
  private final ExportProgress progress;
  private final Map<String, FileEntry> files = new HashMap<>();

  private Exporter(ExportRequest request, ExportProgress progress) {
    this.request = request;
    this.progress = progress;
  }

  /**
   * Writes a bundle beside its place, verifies it (hashes, shapes, a run of a few tokens) and moves
   * it there.
   *
   * @throws PlumblineException if the checkpoint cannot be used or the bundle not be written;
   *     nothing is left behind then and a bundle to be replaced is as it was
   */
  public static Bundle export(ExportRequest request, ExportProgress progress) {
    return new Exporter(request, progress).export();
  }

  private Bundle export() {
    HuginnConfig config = HuginnConfig.read(request.checkpoint());
    Architecture architecture = config.architecture();
    TokenizerFiles tokenizer = TokenizerFiles.read(request.checkpoint());
    config.requireSupported(request.precision());
    tokenizer.requireWithin(architecture.vocabSize());
    requireLoadable(tokenizer.tokenizerJson());
    ModelWeights weights =
        new ModelWeights(architecture, Checkpoint.open(request.checkpoint()), request.precision());
    try (NewFolder folder = NewFolder.beside(request.bundle(), request.overwrite())) {
      write(folder.path(), architecture, weights, tokenizer);
      describe(config, architecture, tokenizer).write(folder.path());
      Bundle written = verify(folder.path());
      folder.moveIntoPlace();
      return new Bundle(request.bundle(), written.description(), written.sha256());
    } catch (IOException e) {
      throw new PlumblineException("%s: cannot be written (%s)".formatted(request.bundle(), e), e);
    }
  }

  private void write(
      Path folder, Architecture architecture, ModelWeights weights, TokenizerFiles tokenizer)
      throws IOException {
    long total = weights.bytes();
    progress.update(Step.WRITE, 0, total);
    try (WeightsFile file =
        new WeightsFile(
            folder.resolve(BundleFiles.WEIGHTS),
            done -> progress.update(Step.WRITE, Math.min(done, total), total))) {
      weights.write(file);
      for (Part part : Part.values()) {
        write(folder, part.file(), PartGraph.build(part, architecture, file.tensors()));
      }
      files.put(BundleFiles.WEIGHTS, file.entry());
    }
    write(folder, BundleFiles.TOKENIZER, Files.readAllBytes(tokenizer.tokenizerJson()));
    progress.update(Step.WRITE, total, total);
  }

  private void write(Path folder, String name, byte[] content) throws IOException {
    files.put(name, HashedFile.write(folder.resolve(name), content));
  }

  private Description describe(
      HuginnConfig config, Architecture architecture, TokenizerFiles tokenizer) {
    String source = config.source().orElse(request.checkpoint().getFileName().toString());
    return new Description(
        source.substring(source.lastIndexOf('/') + 1),
        source,
        ModelCard.license(request.checkpoint()),
        request.precision(),
        architecture,
        tokenizer.specialTokens(),
        tokenizer.chatTemplate(),
        files);
  }

  private Bundle verify(Path folder) {
    long total = files.values().stream().mapToLong(FileEntry::bytes).sum();
    progress.update(Step.VERIFY, 0, total);
    Bundle written = Bundle.open(folder);
    SmokeRun.run(written);
    progress.update(Step.VERIFY, total, total);
    return written;
  }

  private static void requireLoadable(Path tokenizerJson) {
    try (HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(tokenizerJson)) {
      tokenizer.encode("plumb line");
    } catch (IOException | RuntimeException e) {
      throw new PlumblineException(
          "%s: no tokenizer that can be loaded (%s); fetch it again"
              .formatted(tokenizerJson, e.getMessage()),
          e);
    }
  }
}
