package dev.plumbline.runner.export.family;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Attention.Bias;
import dev.plumbline.runner.network.Attention.QueryKeyNorm;
import dev.plumbline.runner.network.Block;
import dev.plumbline.runner.network.Injection;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Network.FinalNorm;
import dev.plumbline.runner.network.Network.Update;
import dev.plumbline.runner.network.Rotary;
import dev.plumbline.runner.network.RotaryScaling;
import dev.plumbline.runner.network.TrainedDepth;
import dev.plumbline.runner.network.TruncatedNormal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations with the keys that published checkpoints have are read whole. */
class PublishedConfigTest {
  private static final RotaryScaling PLAIN = new RotaryScaling.None();
  private static final RotaryScaling LLAMA_3_2 = new RotaryScaling.Llama3(32, 1, 4, 8192);

  @TempDir private Path temp;

  private Network read(CheckpointFamily family, String json) throws IOException {
    return Configs.network(family, temp, json);
  }

  private static Rotary halves(double theta, RotaryScaling scaling) {
    return new Rotary(Rotary.Pairs.HALF_SPLIT, theta, scaling);
  }

  /** A model of fixed depth. */
  private static Network fixed(
      int width, int vocabulary, int context, int layers, Block block, boolean tied, double eps) {
    return new Network(
        width,
        vocabulary,
        context,
        1,
        0,
        layers,
        0,
        block,
        new Injection.None(),
        Update.ONCE,
        Set.of(FinalNorm.BEFORE_HEAD),
        false,
        tied,
        eps);
  }

  private static Block plain(int heads, int keyValues, int dim, Rotary rotary, int intermediate) {
    return new Block(
        Block.Norms.PRE,
        new Attention(heads, keyValues, dim, Bias.NONE, QueryKeyNorm.NONE, rotary),
        intermediate);
  }

  private static final String LLAMA_3_2_1B =
      """
      {"architectures": ["LlamaForCausalLM"], "attention_bias": false, "attention_dropout": 0.0,
       "bos_token_id": 128000, "eos_token_id": [128001, 128008, 128009], "head_dim": 64,
       "hidden_act": "silu", "hidden_size": 2048, "initializer_range": 0.02,
       "intermediate_size": 8192, "max_position_embeddings": 131072, "mlp_bias": false,
       "model_type": "llama", "num_attention_heads": 32, "num_hidden_layers": 16,
       "num_key_value_heads": 8, "pretraining_tp": 1, "rms_norm_eps": 1e-05, %s,
       "tie_word_embeddings": true, "torch_dtype": "bfloat16",
       "transformers_version": "4.45.0.dev0", "use_cache": true, "vocab_size": 128256}
      """;

  @Test
  void llama3() throws IOException {
    Network expected =
        fixed(
            2048,
            128256,
            131072,
            16,
            plain(32, 8, 64, halves(500_000, LLAMA_3_2), 8192),
            true,
            1e-5);
    String scaling =
        """
        "factor": 32.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0,
        "original_max_position_embeddings": 8192, "rope_type": "llama3"
        """;
    assertThat(
            read(
                new Llama(),
                LLAMA_3_2_1B.formatted(
                    "\"rope_theta\": 500000.0, \"rope_scaling\": {%s}".formatted(scaling))))
        .isEqualTo(expected);
    assertThat(
            read(
                new Llama(),
                LLAMA_3_2_1B.formatted(
                    "\"rope_parameters\": {\"rope_theta\": 500000.0, %s}".formatted(scaling))))
        .as("as transformers 5 writes it")
        .isEqualTo(expected);
    assertThat(new Llama().trainedDepth(ConfigJson.read(temp))).isEqualTo(new TrainedDepth.UpTo(1));
  }

  /** Keys that early versions of transformers did not write have LlamaConfig's defaults. */
  @Test
  void tinyLlama() throws IOException {
    assertThat(
            read(
                new Llama(),
                """
                {"architectures": ["LlamaForCausalLM"], "bos_token_id": 1, "eos_token_id": 2,
                 "hidden_act": "silu", "hidden_size": 2048, "initializer_range": 0.02,
                 "intermediate_size": 5632, "max_position_embeddings": 2048, "model_type": "llama",
                 "num_attention_heads": 32, "num_hidden_layers": 22, "num_key_value_heads": 4,
                 "pretraining_tp": 1, "rms_norm_eps": 1e-05, "rope_scaling": null,
                 "tie_word_embeddings": false, "torch_dtype": "float32",
                 "transformers_version": "4.31.0.dev0", "use_cache": true, "vocab_size": 32000}
                """))
        .isEqualTo(
            fixed(
                2048, 32000, 2048, 22, plain(32, 4, 64, halves(10_000, PLAIN), 5632), false, 1e-5));
  }

  @Test
  void smolLm2() throws IOException {
    assertThat(
            read(
                new Llama(),
                """
                {"architectures": ["LlamaForCausalLM"], "attention_bias": false,
                 "attention_dropout": 0.0, "bos_token_id": 1, "eos_token_id": 2,
                 "hidden_act": "silu", "hidden_size": 576, "initializer_range": 0.041666666666666664,
                 "intermediate_size": 1536, "is_llama_config": true,
                 "max_position_embeddings": 8192, "mlp_bias": false, "model_type": "llama",
                 "num_attention_heads": 9, "num_hidden_layers": 30, "num_key_value_heads": 3,
                 "pad_token_id": 2, "pretraining_tp": 1, "rms_norm_eps": 1e-05,
                 "rope_interleaved": false, "rope_scaling": null, "rope_theta": 100000,
                 "tie_word_embeddings": true, "torch_dtype": "bfloat16",
                 "transformers.js_config": {"kv_cache_dtype": {"q4f16": "float16"}},
                 "transformers_version": "4.42.3", "use_cache": true, "vocab_size": 49152}
                """))
        .isEqualTo(
            fixed(576, 49152, 8192, 30, plain(9, 3, 64, halves(100_000, PLAIN), 1536), true, 1e-5));
  }

  @Test
  void qwen2() throws IOException {
    Attention attention =
        new Attention(14, 2, 64, Bias.QUERY_KEY_VALUE, QueryKeyNorm.NONE, halves(1_000_000, PLAIN));
    assertThat(
            read(
                new Qwen2(),
                """
                {"architectures": ["Qwen2ForCausalLM"], "attention_dropout": 0.0,
                 "bos_token_id": 151643, "eos_token_id": 151643, "hidden_act": "silu",
                 "hidden_size": 896, "initializer_range": 0.02, "intermediate_size": 4864,
                 "max_position_embeddings": 32768, "max_window_layers": 24, "model_type": "qwen2",
                 "num_attention_heads": 14, "num_hidden_layers": 24, "num_key_value_heads": 2,
                 "rms_norm_eps": 1e-06, "rope_theta": 1000000.0, "sliding_window": 32768,
                 "tie_word_embeddings": true, "torch_dtype": "bfloat16",
                 "transformers_version": "4.40.1", "use_cache": true, "use_mrope": false,
                 "use_sliding_window": false, "vocab_size": 151936}
                """))
        .isEqualTo(
            fixed(896, 151936, 32768, 24, new Block(Block.Norms.PRE, attention, 4864), true, 1e-6));
  }

  @Test
  void qwen3() throws IOException {
    Attention attention =
        new Attention(16, 8, 128, Bias.NONE, QueryKeyNorm.PER_HEAD, halves(1_000_000, PLAIN));
    assertThat(
            read(
                new Qwen3(),
                """
                {"architectures": ["Qwen3ForCausalLM"], "attention_bias": false,
                 "attention_dropout": 0.0, "bos_token_id": 151643, "eos_token_id": 151645,
                 "head_dim": 128, "hidden_act": "silu", "hidden_size": 1024,
                 "initializer_range": 0.02, "intermediate_size": 3072,
                 "max_position_embeddings": 40960, "max_window_layers": 28, "model_type": "qwen3",
                 "num_attention_heads": 16, "num_hidden_layers": 28, "num_key_value_heads": 8,
                 "rms_norm_eps": 1e-06, "rope_scaling": null, "rope_theta": 1000000,
                 "sliding_window": null, "tie_word_embeddings": true, "torch_dtype": "bfloat16",
                 "transformers_version": "4.51.0", "use_cache": true, "use_sliding_window": false,
                 "vocab_size": 151936}
                """))
        .isEqualTo(
            fixed(
                1024, 151936, 40960, 28, new Block(Block.Norms.PRE, attention, 3072), true, 1e-6));
  }

  @Test
  void olmo2() throws IOException {
    Attention attention =
        new Attention(16, 16, 128, Bias.NONE, QueryKeyNorm.FULL_WIDTH, halves(500_000, PLAIN));
    assertThat(
            read(
                new Olmo2(),
                """
                {"architectures": ["Olmo2ForCausalLM"], "attention_bias": false,
                 "attention_dropout": 0.0, "eos_token_id": 100257, "hidden_act": "silu",
                 "hidden_size": 2048, "initializer_range": 0.02, "intermediate_size": 8192,
                 "max_position_embeddings": 4096, "model_type": "olmo2",
                 "num_attention_heads": 16, "num_hidden_layers": 16, "num_key_value_heads": 16,
                 "pad_token_id": 100277, "rms_norm_eps": 1e-06, "rope_scaling": null,
                 "rope_theta": 500000, "tie_word_embeddings": false, "torch_dtype": "float32",
                 "transformers_version": "4.50.0", "use_cache": false, "vocab_size": 100352}
                """))
        .isEqualTo(
            fixed(
                2048,
                100352,
                4096,
                16,
                new Block(Block.Norms.AFTER_BRANCH, attention, 8192),
                false,
                1e-6));
  }

  @Test
  void ouro() throws IOException {
    Network read =
        read(
            new Ouro(),
            """
            {"architectures": ["OuroForCausalLM"], "attention_dropout": 0.0,
             "auto_map": {"AutoConfig": "configuration_ouro.OuroConfig"}, "bos_token_id": 0,
             "chunk_size": null, "early_exit_step": null, "early_exit_threshold": 1.0,
             "eos_token_id": 0, "head_dim": 128, "hidden_act": "silu", "hidden_size": 2048,
             "initializer_range": 0.02, "intermediate_size": 5632,
             "layer_types": ["full_attention", "full_attention"], "max_position_embeddings": 65536,
             "max_window_layers": 28, "model_type": "ouro", "num_attention_heads": 16,
             "num_hidden_layers": 24, "num_key_value_heads": 16, "rms_norm_eps": 1e-06,
             "rope_scaling": null, "rope_theta": 1000000.0, "sliding_window": null,
             "tie_word_embeddings": false, "torch_dtype": "bfloat16", "total_ut_steps": 4,
             "transformers_version": "4.55.0", "use_cache": true, "use_sliding_window": false,
             "vocab_size": 49152}
            """);
    assertThat(read)
        .isEqualTo(
            new Network(
                2048,
                49152,
                65536,
                1,
                0,
                24,
                0,
                new Block(
                    Block.Norms.SANDWICH_AROUND_BRANCH,
                    new Attention(
                        16, 16, 128, Bias.NONE, QueryKeyNorm.NONE, halves(1_000_000, PLAIN)),
                    5632),
                new Injection.None(),
                Update.REPLACE,
                Set.of(FinalNorm.AFTER_ITERATION),
                true,
                false,
                1e-6));
    assertThat(read.parameters()).as("as published").isEqualTo(1_434_652_673L);
    assertThat(new Ouro().trainedDepth(ConfigJson.read(temp))).isEqualTo(new TrainedDepth.UpTo(4));
  }

  @Test
  void nanbeige() throws IOException {
    assertThat(
            read(
                new Nanbeige(),
                """
                {"architectures": ["NanbeigeForCausalLM"], "attention_bias": false,
                 "emb_neighbor_num": null, "enable_depth_attention": false, "head_dim": 128,
                 "hidden_act": "silu", "hidden_size": 3072, "insert_ngram_layer_idx": [],
                 "intermediate_size": 8192, "loop_loss_weights": [], "loop_middle_layers": null,
                 "loop_share_kv": false, "max_position_embeddings": 262144, "mlp_bias": false,
                 "model_type": "nanbeige", "num_attention_heads": 48, "num_hidden_layers": 22,
                 "num_key_value_heads": 8, "num_loops": 2, "qk_layernorm": false,
                 "rms_norm_eps": 1e-05, "rope_scaling": null, "rope_theta": 70000000,
                 "skip_loop_final_norm": false, "tie_word_embeddings": false,
                 "vocab_size": 166144}
                """))
        .isEqualTo(
            new Network(
                3072,
                166144,
                262144,
                1,
                0,
                22,
                0,
                plain(48, 8, 128, halves(70_000_000, PLAIN), 8192),
                new Injection.None(),
                Update.REPLACE,
                Set.of(FinalNorm.AFTER_ITERATION),
                false,
                false,
                1e-5));
    assertThat(new Nanbeige().trainedDepth(ConfigJson.read(temp)))
        .isEqualTo(new TrainedDepth.UpTo(2));
  }

  /** The sizes of Huginn-0125's initial values are left over in it. */
  @Test
  void retrofittedLlama() throws IOException {
    double std = Math.sqrt(2.0 / (5 * 5280));
    assertThat(
            read(
                new Retrofit(RavenLayout.LLAMA),
                """
                {"activation_checkpoint_impl": "per-iteration",
                 "architecture_class_name": "RecurrentGPT", "architectures": ["RavenForCausalLM"],
                 "auto_map": {"AutoModelForCausalLM": "raven_modeling_minimal.RavenForCausalLM"},
                 "bias": false, "block_class_name": "SandwichBlock", "block_size": 1024,
                 "bos_token_id": 65504, "effective_expected_depth": 132, "head_dim": 64,
                 "init_orthogonal": false, "init_strategy": "takase",
                 "init_values": {"embed_scale": 1.0, "embedding": %1$s, "out_proj": 0.0005,
                 "std": %1$s}, "injection_type": "linear", "intermediate_size": 8192,
                 "max_position_embeddings": 131072, "mean_backprop_depth": 8,
                 "mean_recurrence": 32, "mlp_class_name": "GatedMLP", "model_type": "huginn_raven",
                 "n_embd": 2048, "n_heads": 32, "n_layers": 8, "n_layers_in_coda": 4,
                 "n_layers_in_prelude": 4, "n_layers_in_recurrent_block": 6,
                 "nonlin_name": "SiLU", "norm_class_name": "RMSNorm_llama", "norm_eps": 1e-05,
                 "num_key_value_heads": 8, "padded_vocab_size": 128256, "padding_multiple": 4096,
                 "qk_bias": false, "rope_base": 500000.0, "rope_scaling": {"factor": 32.0,
                 "high_freq_factor": 4.0, "low_freq_factor": 1.0,
                 "original_max_position_embeddings": 8192, "rope_type": "llama3"},
                 "rope_theta": 500000.0, "sampling_scheme": "poisson-lognormal-filling",
                 "state_init": "like-init", "test_time_noise": 0, "test_time_noise_type": "fixed",
                 "tie_embeddings": false, "tie_word_embeddings": true, "torch_dtype": "float32",
                 "transformers_version": "4.51.0", "vocab_size": 128256}
                """
                    .formatted(std)))
        .isEqualTo(
            new Network(
                2048,
                128256,
                131072,
                1,
                4,
                6,
                4,
                plain(32, 8, 64, halves(500_000, LLAMA_3_2), 8192),
                new Injection.LinearAdapter(new TruncatedNormal(std, 3, 1)),
                Update.REPLACE,
                Set.of(FinalNorm.BEFORE_HEAD),
                false,
                false,
                1e-5));
    assertThat(new Retrofit(RavenLayout.LLAMA).trainedDepth(ConfigJson.read(temp)))
        .isEqualTo(new TrainedDepth.Drawn(32));
  }

  /** raven_config_minimal.json, which has other names for some keys. */
  @Test
  void huginn() throws IOException {
    assertThat(
            read(
                new Huginn(),
                """
                {"name": "nebel-raven-3.5b", "architectures": ["RavenForCausalLM"],
                 "auto_map": {"AutoConfig": "raven_config_minimal.RavenConfig"},
                 "torch_dtype": "bfloat16", "transformers_version": "4.28.1",
                 "hf_config": {"org": "tomg-group-umd"}, "model_type": "huginn_raven",
                 "block_size": 4096, "vocab_size": 65536, "padding_multiple": 4096,
                 "tie_embeddings": true, "num_attention_heads": 55, "num_key_value_heads": 55,
                 "n_embd": 5280, "intermediate_size": 17920, "bias": false,
                 "architecture_class_name": "RecurrentGPT", "block_class_name": "SandwichBlock",
                 "norm_class_name": "RMSNorm_llama", "norm_eps": 0.000001,
                 "mlp_class_name": "GatedMLP", "nonlin_name": "SiLU", "init_strategy": "takase",
                 "init_orthogonal": false, "state_init": "like-init", "injection_type": "linear",
                 "n_layers_in_recurrent_block": 4, "mean_recurrence": 32,
                 "sampling_scheme": "poisson-lognormal-filling", "mean_backprop_depth": 8,
                 "n_layers_in_prelude": 2, "n_layers_in_coda": 2, "qk_bias": true,
                 "activation_checkpoint_impl": "per-iteration"}
                """))
        .isEqualTo(read(new Huginn(), "{\"model_type\": \"huginn_raven\"}"));
  }
}
