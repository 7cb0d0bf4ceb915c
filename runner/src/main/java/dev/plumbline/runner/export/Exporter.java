package dev.plumbline.runner.export;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.BundleFiles;
import dev.plumbline.runner.bundle.Description;
import dev.plumbline.runner.bundle.FileEntry;
import dev.plumbline.runner.bundle.Model;
import dev.plumbline.runner.bundle.Precision;
import dev.plumbline.runner.export.ExportProgress.Step;
import dev.plumbline.runner.export.checkpoint.Checkpoint;
import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.export.checkpoint.GenerationConfig;
import dev.plumbline.runner.export.checkpoint.ModelCard;
import dev.plumbline.runner.export.checkpoint.TokenizerFiles;
import dev.plumbline.runner.export.family.CheckpointFamily;
import dev.plumbline.runner.export.family.Families;
import dev.plumbline.runner.export.graph.PartGraph;
import dev.plumbline.runner.export.graph.SmokeRun;
import dev.plumbline.runner.export.weights.HashedFile;
import dev.plumbline.runner.export.weights.Int8Blocks;
import dev.plumbline.runner.export.weights.ModelWeights;
import dev.plumbline.runner.export.weights.WeightSource;
import dev.plumbline.runner.export.weights.WeightsFile;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Part;
import dev.plumbline.runner.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a Hugging Face checkpoint of a known family into a bundle. Weights are streamed, so that
 * memory does not grow with the model; one checkpoint always gives the same bytes.
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
    return export(request, progress, Families.ALL);
  }

  static Bundle export(
      ExportRequest request, ExportProgress progress, List<CheckpointFamily> families) {
    return new Exporter(request, progress).export(families);
  }

  private Bundle export(List<CheckpointFamily> families) {
    ConfigJson config = ConfigJson.read(request.checkpoint());
    Checkpoint checkpoint = Checkpoint.open(request.checkpoint());
    CheckpointFamily family = Families.of(config, checkpoint, families);
    Network whole = family.network(config);
    Network network = request.loop().map(loop -> loop.in(whole)).orElse(whole);
    Model model = Model.of(network, family.trainedDepth(config));
    config.requireAllRead(family.inertKeys());
    TokenizerFiles tokenizer = TokenizerFiles.read(request.checkpoint());
    requireBlocks(config, family.rowSizes(model.network()));
    GenerationConfig.requireGreedy(request.checkpoint());
    tokenizer.requireWithin(model.network().vocabSize());
    Tokenizer.requireLoadable(tokenizer.tokenizerJson());
    WeightSource source = family.weights(model.network(), checkpoint);
    ModelWeights weights = new ModelWeights(model.network(), source, request.precision());
    checkpoint.requireAllRead(family::inertTensor);
    try (NewFolder folder = NewFolder.beside(request.bundle(), request.overwrite())) {
      write(folder.path(), model.network(), weights, tokenizer);
      Bundle.describe(folder.path(), description(config, model, tokenizer));
      Bundle written = verify(folder.path());
      folder.moveIntoPlace();
      return new Bundle(request.bundle(), written.description(), written.sha256());
    } catch (IOException e) {
      throw new PlumblineException(
          "%s: cannot be written (%s)".formatted(request.bundle(), PlumblineException.reason(e)),
          e);
    }
  }

  /** Refuses int8 where the rows of a matrix are no whole blocks. */
  private void requireBlocks(ConfigJson config, Map<String, Integer> rowSizes) {
    rowSizes.forEach(
        (key, size) -> {
          if (request.precision() == Precision.INT8 && size % Int8Blocks.BLOCK != 0) {
            throw config.unsupported(
                key, size, "a multiple of %d with precision int8".formatted(Int8Blocks.BLOCK));
          }
        });
  }

  private void write(Path folder, Network network, ModelWeights weights, TokenizerFiles tokenizer)
      throws IOException {
    long total = weights.bytes();
    progress.update(Step.WRITE, 0, total);
    try (WeightsFile file =
        new WeightsFile(
            folder.resolve(BundleFiles.WEIGHTS),
            done -> progress.update(Step.WRITE, Math.min(done, total), total))) {
      weights.write(file);
      for (Part part : Part.values()) {
        byte[] graph = PartGraph.build(part, network, file.tensors());
        write(folder, BundleFiles.graph(part), graph);
      }
      files.put(BundleFiles.WEIGHTS, file.entry());
    }
    write(folder, BundleFiles.TOKENIZER, Files.readAllBytes(tokenizer.tokenizerJson()));
    progress.update(Step.WRITE, total, total);
  }

  private void write(Path folder, String name, byte[] content) throws IOException {
    files.put(name, HashedFile.write(folder.resolve(name), content));
  }

  private Description description(ConfigJson config, Model model, TokenizerFiles tokenizer) {
    String source = config.source().orElse(request.checkpoint().getFileName().toString());
    return new Description(
        source.substring(source.lastIndexOf('/') + 1),
        source,
        ModelCard.license(request.checkpoint()),
        request.precision(),
        model,
        tokenizer.specialTokens(),
        tokenizer.cleanUpSpaces(),
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
}
