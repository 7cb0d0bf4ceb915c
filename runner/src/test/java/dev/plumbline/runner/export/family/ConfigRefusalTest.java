package dev.plumbline.runner.export.family;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One key with a value that the graphs do not compute, and the family's config is refused. */
class ConfigRefusalTest {
  /** Of all families but the retrofits; defaults or these. */
  private static final String SIZES =
      """
      {"hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2,
       "num_attention_heads": 4, "num_key_value_heads": 2, "vocab_size": 32, "rms_norm_eps": 1e-6,
       "max_position_embeddings": 16, "rope_theta": 10000, "total_ut_steps": 4, "num_loops": 2}
      """;

  private static final String RETROFIT =
      """
      {"n_embd": 64, "n_heads": 4, "num_key_value_heads": 2, "qk_bias": false, "rope_theta": 10000,
       "max_position_embeddings": 16, "norm_eps": 1e-6}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path temp;

  private void refused(CheckpointFamily family, String base, String change, String reason)
      throws IOException {
    ObjectNode config = (ObjectNode) JSON.readTree(base);
    config.put("model_type", family.modelType());
    if (!(family instanceof Ouro)) {
      config.remove("total_ut_steps");
    }
    if (!(family instanceof Nanbeige)) {
      config.remove("num_loops");
    }
    Configs.network(family, temp, config.toString());
    JsonNode changed = JSON.readTree("{" + change + "}");
    config.setAll((ObjectNode) changed);
    assertThatThrownBy(() -> Configs.network(family, temp, config.toString()))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("%s: %s", temp.resolve("config.json"), reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "hidden_act": "gelu"           | hidden_act is "gelu"; supported is silu
          "attention_bias": true         | attention_bias is true; supported is false
          "mlp_bias": true               | mlp_bias is true; supported is false
          "pretraining_tp": 2            | pretraining_tp is 2; supported is 1
          "rope_interleaved": true       | rope_interleaved is true; supported is false
          "partial_rotary_factor": 0.5   | partial_rotary_factor is 0.5; supported is 1
          "use_sliding_window": true     | use_sliding_window is true; supported is false
          "sliding_window": 4096         | sliding_window is 4096, which is not understood; if no result depends on it, remove it
          "layer_types": ["full_attention", "sliding_attention"] | layer_types is ["full_attention","sliding_attention"]; supported is full_attention
          "num_local_experts": 8         | num_local_experts is 8, which is not understood; if no result depends on it, remove it
          "quantization_config": {"bits": 4} | quantization_config is {"bits":4}; supported is null
          "num_key_value_heads": 3       | num_key_value_heads is 3; supported is a divisor of num_attention_heads (4)
          "num_attention_heads": 6       | num_attention_heads is 6; supported is a divisor of hidden_size (64) into even parts
          "head_dim": 15                 | head_dim is 15; supported is an even number
          "rms_norm_eps": null           | rms_norm_eps is null; supported is a positive number
          "vocab_size": "32"             | vocab_size is "32"; supported is a whole number from 1 on
          "tie_word_embeddings": 1       | tie_word_embeddings is 1; supported is true or false
          "rope_scaling": 2.0            | rope_scaling is 2.0; supported is an object or null
          "rope_scaling": {"factor": 2.0} | rope_scaling.type is missing; supported is default, llama3
          "rope_scaling": {"type": "linear", "factor": 2.0} | rope_scaling.type is "linear"; supported is default, llama3
          "rope_scaling": {"rope_type": "yarn"} | rope_scaling.rope_type is "yarn"; supported is default, llama3
          "rope_scaling": {"rope_type": "default", "factor": 2.0} | rope_scaling.factor is 2.0, which is not understood; if no result depends on it, remove it
          "rope_scaling": {"rope_type": "llama3", "type": "yarn"} | rope_scaling.type is "yarn"; supported is llama3
          "rope_scaling": {"rope_type": "llama3", "low_freq_factor": 1.0, "high_freq_factor": 4.0, "factor": 8.0} | rope_scaling.original_max_position_embeddings is missing; supported is a whole number from 1 on
          "rope_scaling": {"rope_type": "llama3", "low_freq_factor": 4.0, "high_freq_factor": 4.0} | rope_scaling.high_freq_factor is 4.0; supported is above low_freq_factor (4.0)
          "rope_parameters": {"rope_type": "default"} | rope_parameters.rope_theta is missing; supported is a positive number
          "rope_parameters": {"rope_theta": 1e4} | rope_parameters.type is missing; supported is default, llama3
          "rope_parameters": {"rope_type": "dynamic", "rope_theta": 1e4} | rope_parameters.rope_type is "dynamic"; supported is default, llama3
          "rope_parameters": {"rope_type": "default", "rope_theta": 1e4, "partial_rotary_factor": 0.5} | rope_parameters.partial_rotary_factor is 0.5; supported is 1
          "rope_parameters": {"rope_type": "default", "rope_theta": 1e4} | rope_theta is 10000, which is not understood; if no result depends on it, remove it
          "rope_parameters": {}, "rope_scaling": {} | rope_scaling is {}; supported is one of it and rope_parameters
          """)
  void llama(String change, String reason) throws IOException {
    refused(new Llama(), SIZES, change, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          qwen2    | "use_mrope": true            | use_mrope is true; supported is false
          qwen2    | "use_sliding_window": true   | use_sliding_window is true; supported is false
          qwen2    | "architectures": ["Qwen2MoeForCausalLM"] | architectures is ["Qwen2MoeForCausalLM"]; supported is Qwen2ForCausalLM
          qwen3    | "attention_bias": true       | attention_bias is true; supported is false
          qwen3    | "architectures": ["Qwen2ForCausalLM", "Qwen3ForCausalLM"] | architectures is ["Qwen2ForCausalLM","Qwen3ForCausalLM"]; supported is Qwen3ForCausalLM
          olmo2    | "clip_qkv": 8.0              | clip_qkv is 8.0, which is not understood; if no result depends on it, remove it
          ouro     | "early_exit_threshold": 0.9  | early_exit_threshold is 0.9; supported is 1 or null
          ouro     | "early_exit_step": 2         | early_exit_step is 2, which is not understood; if no result depends on it, remove it
          ouro     | "total_ut_steps": 0          | total_ut_steps is 0; supported is a whole number from 1 on
          ouro     | "num_loops": 2               | num_loops is 2, which is not understood; if no result depends on it, remove it
          nanbeige | "skip_loop_final_norm": true | skip_loop_final_norm is true; supported is false
          nanbeige | "loop_middle_layers": [1]    | loop_middle_layers is [1]; supported is false
          nanbeige | "qk_layernorm": true         | qk_layernorm is true; supported is false
          nanbeige | "emb_neighbor_num": 2        | emb_neighbor_num is 2; supported is false
          nanbeige | "num_loops": null            | num_loops is null; supported is a whole number from 1 on
          """)
  void familiesThatFollowLlama(String modelType, String change, String reason) throws IOException {
    CheckpointFamily family =
        Families.ALL.stream()
            .filter(f -> f.modelType().equals(modelType))
            .findFirst()
            .orElseThrow();
    refused(family, SIZES, change, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          LLAMA | "qk_bias": true       | qk_bias is true; supported is false
          LLAMA | "attention_bias": true | attention_bias is true; supported is false
          LLAMA | "rms_norm_eps": 1e-5  | rms_norm_eps is 1.0E-5; supported is norm_eps (1.0E-6)
          LLAMA | "head_dim": 32        | head_dim is 32; supported is 16
          OLMO  | "num_key_value_heads": 3 | num_key_value_heads is 3; supported is a divisor of n_heads (4)
          OLMO  | "rope_theta": null    | rope_theta is null; supported is a positive number
          OLMO  | "rope_scaling": {"rope_type": "yarn"} | rope_scaling.rope_type is "yarn"; supported is default, llama3
          OLMO  | "initial_state_mode": "skip-adapter" | initial_state_mode is "skip-adapter"; supported is random
          OLMO  | "test_time_noise": 0.5 | test_time_noise is 0.5; supported is 0
          """)
  void retrofits(RavenLayout layout, String change, String reason) throws IOException {
    refused(new Retrofit(layout), RETROFIT, change, reason);
  }
}
