package dev.plumbline.runner.export.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Block;
import dev.plumbline.runner.network.Injection;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Network.FinalNorm;
import dev.plumbline.runner.network.Rotary;
import dev.plumbline.runner.network.RotaryScaling;
import dev.plumbline.runner.network.TrainedDepth;
import dev.plumbline.runner.network.TruncatedNormal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HuginnTest {

  @TempDir Path temp;

  private Network read(String json) throws IOException {
    return Configs.network(new Huginn(), temp, json);
  }

  /** The defaults of raven_config_minimal.py, which are Huginn-0125's values. */
  @Test
  void missingKeysAreThePublishedDefaults() throws IOException {
    assertThat(read("{\"model_type\": \"huginn_raven\"}"))
        .isEqualTo(
            new Network(
                5280,
                65536,
                4096,
                Math.sqrt(5280),
                2,
                4,
                2,
                new Block(
                    Block.Norms.SANDWICH_AROUND_SUM,
                    new Attention(
                        55,
                        55,
                        96,
                        Attention.Bias.QUERY_KEY,
                        Attention.QueryKeyNorm.NONE,
                        new Rotary(Rotary.Pairs.INTERLEAVED, 50_000, new RotaryScaling.None())),
                    17920),
                new Injection.LinearAdapter(
                    new TruncatedNormal(Math.sqrt(2.0 / (5 * 5280)), 3, Math.sqrt(5280))),
                Network.Update.REPLACE,
                Set.of(FinalNorm.BEFORE_CODA, FinalNorm.BEFORE_HEAD),
                false,
                true,
                1e-6));
    assertThat(new Huginn().trainedDepth(ConfigJson.read(temp)))
        .isEqualTo(new TrainedDepth.Drawn(32));
  }

  @Test
  void paddedVocabularyAndSavedStandardDeviationWin() throws IOException {
    Network read =
        read(
            """
              {"model_type": "huginn_raven", "vocab_size": 100, "padded_vocab_size": 128,
             "init_values": {"std": 0.5}}
            """);
    assertThat(read.vocabSize()).isEqualTo(128);
    assertThat(read.injection().startsFrom().orElseThrow().std()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "norm_class_name": "LayerNorm"        | norm_class_name is "LayerNorm"; supported is RMSNorm_llama
          "block_class_name": "TransformerPreNormBlock" | block_class_name is "TransformerPreNormBlock"; supported is SandwichBlock
          "mlp_class_name": "BaseMLP"           | mlp_class_name is "BaseMLP"; supported is GatedMLP
          "nonlin_name": "GELU"                 | nonlin_name is "GELU"; supported is SiLU
          "injection_type": "add"               | injection_type is "add"; supported is linear
          "state_init": "normal"                | state_init is "normal"; supported is like-init
          "bias": true                          | bias is true; supported is false
          "test_time_noise": 0.1                | test_time_noise is 0.1; supported is 0
          "num_key_value_heads": 5              | num_key_value_heads is 5; supported is 55
          "head_dim": 64                        | head_dim is 64; supported is 96
          "n_heads": 7                          | n_heads is 7; supported is a divisor of n_embd (5280) into even parts
          "n_embd": 55                          | n_heads is 55; supported is a divisor of n_embd (55) into even parts
          "n_embd": "64"                        | n_embd is "64"; supported is a whole number from 1 on
          "n_layers_in_coda": -1                | n_layers_in_coda is -1; supported is a whole number from 0 on
          "n_layers_in_recurrent_block": 0      | n_layers_in_recurrent_block is 0; supported is a whole number from 1 on
          "norm_eps": 0                         | norm_eps is 0; supported is a positive number
          "rope_base": null                     | rope_base is null; supported is a positive number
          "qk_bias": 1                          | qk_bias is 1; supported is true or false
          "initial_state_mode": "embed-init"    | initial_state_mode is "embed-init"; supported is random
          "init_values": {"embed_scale": 1.0}   | init_values.embed_scale is 1.0; supported is the root of n_embd, 72.6636084983398
          "init_values": {"scale": 1.0}         | init_values.scale is 1.0, which is not understood; if no result depends on it, remove it
          "init_values": {"std": 1, "x": 2}     | init_values.x is 2, which is not understood; if no result depends on it, remove it
          "rope_theta": 10000.0                 | rope_theta is 10000.0, which is not understood; if no result depends on it, remove it
          "hidden_size": 64, "n_embd": 5280     | hidden_size is 64; supported is 5280
          "num_attention_heads": 5, "n_heads": 55 | num_attention_heads is 5; supported is 55
          "architectures": ["LlamaForCausalLM"] | architectures is ["LlamaForCausalLM"]; supported is RavenForCausalLM
          """)
  void valueThatTheGraphsDoNotComputeIsRefused(String entry, String reason) throws IOException {
    assertThatThrownBy(() -> read("{\"model_type\": \"huginn_raven\", " + entry + "}"))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("%s: %s", temp.resolve("config.json"), reason);
  }
}
