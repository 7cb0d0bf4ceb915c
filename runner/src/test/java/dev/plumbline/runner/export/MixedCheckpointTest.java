package dev.plumbline.runner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Precision;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors that do not go with their config.json are refused; those that do no harm are not. */
class MixedCheckpointTest {
  private static final String HEAD = "lm_head.weight";
  private static final String EMBEDDING = "model.embed_tokens.weight";

  @TempDir Path temp;
  private final TinyCheckpoint llama = TinyCheckpoint.llama();

  private Bundle export(TinyCheckpoint checkpoint) throws IOException {
    Path folder = checkpoint.write(temp.resolve("checkpoint"));
    return Fixtures.export(folder, temp.resolve("bundle"), Precision.FP32);
  }

  private void refused(TinyCheckpoint checkpoint, String file, String message) {
    assertThatThrownBy(() -> export(checkpoint))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("%s: %s", temp.resolve("checkpoint").resolve(file), message);
  }

  @Test
  void qwen3ThatSaysItIsLlamaIsRefused() {
    llama.add("model.layers.0.self_attn.q_norm.weight", 4);
    refused(
        llama,
        "model.safetensors",
        "has the tensor 'model.layers.0.self_attn.q_norm.weight', which the model of config.json"
            + " does not use; use the files of one model");
    llama.config.put("architectures", List.of("Qwen3ForCausalLM"));
    refused(
        llama,
        "config.json",
        "architectures is [\"Qwen3ForCausalLM\"]; supported is LlamaForCausalLM");
  }

  @Test
  void moreLayersThanTheConfigSaysAreRefused() {
    llama.config.put("num_hidden_layers", 1);
    refused(
        llama,
        "model.safetensors",
        "has the tensor 'model.layers.1.input_layernorm.weight', which the model of config.json"
            + " does not use; use the files of one model");
  }

  @Test
  void untiedModelWithoutAHeadIsRefused() {
    llama.config.put("tie_word_embeddings", false);
    refused(
        llama,
        "model.safetensors",
        "no tensor 'lm_head.weight' of shape [32, 8], which config.json asks for; use the files of"
            + " one model");
  }

  @Test
  void tiedHeadMayBeStoredTwiceIfBothAreTheSame() throws IOException {
    String plain = export(llama).sha256();
    llama.tensors.put(HEAD, llama.tensors.get(EMBEDDING));
    Path folder = llama.write(temp.resolve("twice"));
    // Only the description, which names the folder, differs.
    assertThat(Fixtures.export(folder, temp.resolve("twice-bundle"), Precision.FP32).files())
        .isEqualTo(Bundle.open(temp.resolve("bundle")).files());
    assertThat(plain).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void tiedModelWithAHeadOfItsOwnIsRefused(boolean raven) {
    TinyCheckpoint checkpoint = raven ? new TinyCheckpoint() : llama;
    checkpoint.add(HEAD, 32, 8);
    refused(
        checkpoint,
        "model.safetensors",
        "tensor 'lm_head.weight' differs from '%s', where config.json says that they are tied; use"
                .formatted(raven ? "transformer.wte.weight" : EMBEDDING)
            + " the files of one model");
  }

  /** One number among all, the last one. */
  @Test
  void tiedHeadThatDiffersInOneNumberIsRefused() {
    llama.add(HEAD, 32, 8);
    TinyCheckpoint.Tensor head = llama.tensors.get(HEAD);
    head.data().duplicate().put(llama.tensors.get(EMBEDDING).data().duplicate());
    head.data().order(ByteOrder.LITTLE_ENDIAN).putFloat(head.data().limit() - 4, 0.125f);
    assertThatThrownBy(() -> export(llama)).hasMessageContaining("differs from");
  }

  @Test
  void buffersThatOlderVersionsSavedDoNoHarm() throws IOException {
    llama.add("model.rotary_emb.inv_freq", 2);
    llama.add("model.layers.1.self_attn.rotary_emb.inv_freq", 2);
    assertThat(export(llama).shape().width()).isEqualTo(8);
  }

  private static TinyCheckpoint retrofit(boolean olmo) {
    TinyCheckpoint tiny = new TinyCheckpoint();
    tiny.config.putAll(
        Map.of(
            "rope_theta",
            10_000.0,
            "max_position_embeddings",
            16,
            "qk_bias",
            false,
            "rope_base",
            5,
            "init_values",
            Map.of("std", 0.1, "embed_scale", 1.0)));
    tiny.tensors.keySet().removeIf(name -> name.matches(".*(norm_[34]\\.weight|qk_bias)"));
    for (String layer : olmo ? List.of("prelude.0", "core_block.0", "coda.0") : List.<String>of()) {
      tiny.add("transformer." + layer + ".attn.q_norm.weight", 8);
      tiny.add("transformer." + layer + ".attn.k_norm.weight", 8);
    }
    return tiny;
  }

  private static void say(TinyCheckpoint checkpoint, String file) {
    checkpoint.config.put("auto_map", Map.of("AutoModelForCausalLM", file + ".RavenForCausalLM"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void retrofitIsToldByItsTensorsWhateverItsCodeIsCalled(boolean olmo) throws IOException {
    TinyCheckpoint retrofit = retrofit(olmo);
    if (olmo) {
      say(retrofit, "raven_modeling_minimal");
    }
    assertThat(export(retrofit).description().model().network().block().norms().beforeBranch())
        .isEqualTo(!olmo);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void retrofitWithTheTensorsOfAnotherIsRefused(boolean olmo) {
    TinyCheckpoint retrofit = retrofit(olmo);
    String file = "someone/model--raven_modeling_minimal_" + (olmo ? "llama" : "olmo");
    say(retrofit, file);
    refused(
        retrofit,
        "config.json",
        "auto_map.AutoModelForCausalLM is \"%s.RavenForCausalLM\"; supported is what the tensors are of, a layout of %s; use the files of one model"
            .formatted(file, olmo ? "OLMO" : "LLAMA"));
  }

  @Test
  void huginnsConfigWithTheTensorsOfARetrofitIsRefused() {
    TinyCheckpoint retrofit = retrofit(false);
    retrofit.config.keySet().removeAll(List.of("rope_theta", "max_position_embeddings"));
    refused(
        retrofit,
        "config.json",
        "max_position_embeddings is missing; supported is a whole number from 1 on");
  }
}
