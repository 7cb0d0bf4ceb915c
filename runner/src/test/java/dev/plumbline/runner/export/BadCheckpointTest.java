package dev.plumbline.runner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Precision;
import dev.plumbline.runner.export.TinyCheckpoint.Tensor;
import dev.plumbline.runner.export.checkpoint.GenerationConfig;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with a checkpoint is said in one line, and nothing is written. */
class BadCheckpointTest {
  private static final String ADAPTER = "transformer.adapter.weight";

  @TempDir Path temp;
  private final TinyCheckpoint tiny = new TinyCheckpoint();

  private Path checkpoint() {
    return temp.resolve("checkpoint");
  }

  private Path weights() {
    return checkpoint().resolve(TinyCheckpoint.WEIGHTS);
  }

  private void refused(String message, Object... args) throws IOException {
    Path out = Files.createDirectory(temp.resolve("out"));
    assertThatThrownBy(() -> Fixtures.export(checkpoint(), out.resolve("bundle"), Precision.FP32))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(message, args);
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void missingFolder() throws IOException {
    refused(
        "%s: no such folder; a checkpoint is a folder, which hf download OWNER/NAME --local-dir FOLDER"
            + " fetches",
        checkpoint());
  }

  @Test
  void missingConfig() throws IOException {
    Files.createDirectories(checkpoint());
    refused("%s: missing; fetch all files of the checkpoint", checkpoint().resolve("config.json"));
  }

  @Test
  void configThatIsNoJson() throws IOException {
    tiny.write(checkpoint());
    Path config = Files.writeString(checkpoint().resolve("config.json"), "{\n\"a\": nope}");
    refused("%s: line 2 is not the JSON expected; fetch it again", config);
  }

  @Test
  void unknownArchitecture() throws IOException {
    tiny.config.put("model_type", "gpt2");
    tiny.write(checkpoint());
    refused(
        "%s: model_type is \"gpt2\"; supported is huginn_raven, ouro, nanbeige, llama, qwen2, qwen3, olmo2",
        checkpoint().resolve("config.json"));
  }

  @Test
  void missingWeights() throws IOException {
    tiny.write(checkpoint());
    Files.delete(weights());
    refused(
        "%s: no weights; expected model.safetensors, or model.safetensors.index.json with its"
            + " shards",
        checkpoint());
  }

  @Test
  void truncatedWeights() throws IOException {
    tiny.write(checkpoint());
    byte[] whole = Files.readAllBytes(weights());
    Files.write(weights(), Arrays.copyOf(whole, whole.length - 4));
    long data = tiny.tensors.values().stream().mapToLong(tensor -> tensor.data().limit()).sum();
    refused(
        "%s: not a whole safetensors file: tensor 'transformer.wte.weight' ends at byte %d of the"
            + " data, of which there are %d; the file is cut off; fetch it again",
        weights(), data, data - 4);
  }

  @Test
  void missingTensor() throws IOException {
    tiny.tensors.remove(ADAPTER);
    tiny.write(checkpoint());
    refused(
        "%s: no tensor '%s' of shape [8, 16], which config.json asks for; use the files of one"
            + " model",
        weights(), ADAPTER);
  }

  @Test
  void untiedEmbeddingsWithoutAHead() throws IOException {
    tiny.config.put("tie_embeddings", false);
    tiny.write(checkpoint());
    refused(
        "%s: no tensor 'lm_head.weight' of shape [32, 8], which config.json asks for; use the"
            + " files of one model",
        weights());
  }

  @Test
  void tensorOfAnotherShape() throws IOException {
    tiny.add(ADAPTER, 16, 8);
    tiny.write(checkpoint());
    refused(
        "%s: tensor '%s' has shape [16, 8] where config.json asks for [8, 16]; use the files of"
            + " one model",
        weights(), ADAPTER);
  }

  @Test
  void tensorOfAnotherType() throws IOException {
    Tensor tensor = tiny.tensors.get(ADAPTER);
    tiny.tensors.put(ADAPTER, new Tensor("I32", tensor.shape(), tensor.data()));
    tiny.write(checkpoint());
    refused("%s: tensor '%s' has dtype I32; supported are F32, F16 and BF16", weights(), ADAPTER);
  }

  @Test
  void tensorWhoseBytesDoNotFitItsShape() throws IOException {
    Tensor tensor = tiny.tensors.get(ADAPTER);
    tiny.tensors.put(ADAPTER, new Tensor("F16", tensor.shape(), tensor.data()));
    tiny.write(checkpoint());
    refused(
        "%s: tensor '%s' has 512 bytes where F16 of shape [8, 16] takes 256; fetch the file again",
        weights(), ADAPTER);
  }

  @Test
  void weightThatIsNotFinite() throws IOException {
    tiny.tensors.get(ADAPTER).data().order(ByteOrder.LITTLE_ENDIAN).putFloat(40, Float.NaN);
    tiny.write(checkpoint());
    refused(
        "%s: tensor '%s' holds NaN; a model with such weights cannot be run", weights(), ADAPTER);
  }

  @Test
  void weightsThatOverflowOnceTheyAreUsed() throws IOException {
    tiny.overflow(ADAPTER);
    tiny.write(checkpoint());
    Path out = Files.createDirectory(temp.resolve("out"));
    assertThatThrownBy(() -> Fixtures.export(checkpoint(), out.resolve("bundle"), Precision.FP32))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("prelude.onnx: output injected holds")
        .hasMessageEndingWith("after a few tokens; the checkpoint's weights are unusable");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void missingShard() throws IOException {
    tiny.write(checkpoint());
    Files.delete(weights());
    Path index =
        Files.writeString(
            checkpoint().resolve("model.safetensors.index.json"),
            "{\"weight_map\": {\"a\": \"model-00001-of-00002.safetensors\"}}");
    refused(
        "%s: names the shard 'model-00001-of-00002.safetensors', which is not in %s; fetch all"
            + " files of the checkpoint",
        index, checkpoint());
  }

  @Test
  void shardOutsideTheCheckpoint() throws IOException {
    tiny.write(checkpoint());
    Files.move(weights(), temp.resolve("elsewhere.safetensors"));
    Path index =
        Files.writeString(
            checkpoint().resolve("model.safetensors.index.json"),
            "{\"weight_map\": {\"a\": \"../elsewhere.safetensors\"}}");
    refused(
        "%s: names the shard '../elsewhere.safetensors', which is not in %s; fetch all files of"
            + " the checkpoint",
        index, checkpoint());
  }

  @Test
  void shardWithoutATensorOfTheIndex() throws IOException {
    tiny.write(checkpoint());
    Path shard = Files.move(weights(), checkpoint().resolve("one.safetensors"));
    Files.writeString(
        checkpoint().resolve("model.safetensors.index.json"),
        "{\"weight_map\": {\"unheard\": \"one.safetensors\"}}");
    refused(
        "%s: has no tensor 'unheard', which model.safetensors.index.json places there; fetch the"
            + " checkpoint again",
        shard);
  }

  @Test
  void missingTokenizer() throws IOException {
    tiny.files.clear();
    tiny.write(checkpoint());
    refused(
        "%s: missing; fetch all files of the checkpoint", checkpoint().resolve("tokenizer.json"));
  }

  @Test
  void tokenizerWithoutAModel() throws IOException {
    tiny.files.put("tokenizer.json", "{}");
    tiny.write(checkpoint());
    refused(
        "%s: has no 'model', so it is no tokenizer; fetch it again",
        checkpoint().resolve("tokenizer.json"));
  }

  @Test
  void tokenizerThatIsCutOff() throws IOException {
    tiny.files.put("tokenizer.json", "{\"model\": {\n\"vocab\":");
    tiny.write(checkpoint());
    refused(
        "%s: line 2 is not the JSON expected; fetch it again",
        checkpoint().resolve("tokenizer.json"));
  }

  @Test
  void tokenizerThatTheLibraryCannotLoad() throws IOException {
    tiny.files.put("tokenizer.json", "{\"model\": {\"type\": \"Unheard\"}}");
    tiny.write(checkpoint());
    Path out = Files.createDirectory(temp.resolve("out"));
    assertThatThrownBy(() -> Fixtures.export(checkpoint(), out.resolve("bundle"), Precision.FP32))
        .isInstanceOf(PlumblineException.class)
        .hasMessageStartingWith(
            checkpoint().resolve("tokenizer.json") + ": no tokenizer that can be loaded (")
        .hasMessageEndingWith("); fetch it again");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void tokenizerOfALargerModel() throws IOException {
    tiny.files.put(
        "tokenizer.json",
        """
        {"version": "1.0", "added_tokens": [],
         "model": {"type": "WordLevel", "vocab": {"<unk>": 0, "<s>": 32}, "unk_token": "<unk>"}}
        """);
    tiny.write(checkpoint());
    refused(
        "%s: has a token with id 32 where the model has 32; use the files of one model",
        checkpoint().resolve("tokenizer.json"));
  }

  @Test
  void rowsThatAreNoWholeInt8Blocks() throws IOException {
    tiny.config.put("n_embd", 32);
    tiny.write(checkpoint());
    assertThatThrownBy(() -> Fixtures.export(checkpoint(), temp.resolve("bundle"), Precision.INT8))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "%s: intermediate_size is 12; supported is a multiple of 32 with precision int8",
            checkpoint().resolve("config.json"));
    assertThat(temp.resolve("bundle")).doesNotExist();
  }

  @Test
  void generationThatIsNotFollowed() throws IOException {
    tiny.files.put("generation_config.json", "{\"do_sample\": true, \"repetition_penalty\": 1.05}");
    tiny.write(checkpoint());
    refused(
        "%s: repetition_penalty is 1.05, which changes texts and is not followed here; remove it to"
            + " export the model without it",
        checkpoint().resolve("generation_config.json"));
  }

  @Test
  void generationThatChangesNoText() throws IOException {
    tiny.files.put(
        "generation_config.json",
        """
        {"repetition_penalty": 1.0, "temperature": 0.6, "top_p": 0.9, "num_beams": 1,
         "suppress_tokens": [], "forced_eos_token_id": null}
        """);
    tiny.write(checkpoint());
    GenerationConfig.requireGreedy(checkpoint());
  }
}
