package dev.plumbline.cli;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Precision;
import dev.plumbline.runner.export.ExportProgress;
import dev.plumbline.runner.export.ExportRequest;
import dev.plumbline.runner.export.Exporter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a bundle and of a checkpoint may hold anything. See {@link Fuzz}. */
@Tag("integration")
class ModelFuzzTest {
  private static final Path EMBEDDED = Path.of("..", "models", "embedded");

  @TempDir Path folder;

  private Path embeddedCopy() throws IOException {
    try (Stream<Path> files = Files.list(EMBEDDED)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    return folder;
  }

  @Test
  void bundleDescription() throws Exception {
    Fuzz.holds(embeddedCopy().resolve("plumbline.json"), file -> Bundle.open(folder));
  }

  /** The export ends where it finds its target taken: after everything is read and checked. */
  private void exported() {
    try {
      Exporter.export(
          new ExportRequest(folder, folder, Precision.FP32, false), ExportProgress.NONE);
    } catch (PlumblineException e) {
      if (!e.getMessage().contains("already there")) {
        throw e;
      }
    }
  }

  @Test
  void safetensorsHeader() throws Exception {
    Fuzz.holds(checkpoint().resolve("model.safetensors"), file -> exported());
  }

  @Test
  void checkpointConfiguration() throws Exception {
    Fuzz.holds(checkpoint().resolve("config.json"), file -> exported());
  }

  @Test
  void tokenizer() throws Exception {
    Fuzz.holds(checkpoint().resolve("tokenizer.json"), file -> exported());
  }

  /** All tensors of a small model, zero, with the names and shapes of the published code. */
  private Path checkpoint() throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type": "huginn_raven", "n_embd": 8, "n_heads": 2, "intermediate_size": 12,
         "vocab_size": 32, "block_size": 16, "n_layers_in_prelude": 1,
         "n_layers_in_recurrent_block": 1, "n_layers_in_coda": 1, "norm_eps": 1e-6}
        """);
    Files.writeString(
        folder.resolve("tokenizer.json"),
        """
        {"version": "1.0", "added_tokens": [{"id": 2, "content": "<s>", "single_word": false,
          "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
         "normalizer": {"type": "NFC"}, "pre_tokenizer": {"type": "ByteLevel",
          "add_prefix_space": false, "trim_offsets": true, "use_regex": true},
         "post_processor": null, "decoder": {"type": "ByteLevel", "add_prefix_space": false,
          "trim_offsets": true, "use_regex": true},
         "model": {"type": "BPE", "dropout": null, "unk_token": null,
          "continuing_subword_prefix": null, "end_of_word_suffix": null, "fuse_unk": false,
          "byte_fallback": false, "vocab": {"p": 0, "l": 1, "<s>": 2, "pl": 3, "u": 4},
          "merges": ["p l"]}}
        """);
    Map<String, List<Integer>> shapes = new TreeMap<>();
    shapes.put("transformer.wte.weight", List.of(32, 8));
    shapes.put("transformer.adapter.weight", List.of(8, 16));
    shapes.put("transformer.ln_f.weight", List.of(8));
    for (String layer : List.of("prelude.0", "core_block.0", "coda.0")) {
      String prefix = "transformer." + layer + ".";
      for (int norm = 1; norm <= 4; norm++) {
        shapes.put(prefix + "norm_" + norm + ".weight", List.of(8));
      }
      shapes.put(prefix + "attn.Wqkv.weight", List.of(24, 8));
      shapes.put(prefix + "attn.qk_bias", List.of(2, 1, 2, 4));
      shapes.put(prefix + "attn.proj.weight", List.of(8, 8));
      shapes.put(prefix + "mlp.fc.weight", List.of(24, 8));
      shapes.put(prefix + "mlp.proj.weight", List.of(8, 12));
    }
    StringBuilder header = new StringBuilder("{");
    int end = 0;
    for (Map.Entry<String, List<Integer>> entry : shapes.entrySet()) {
      int begin = end;
      end += 4 * entry.getValue().stream().reduce(1, (a, b) -> a * b);
      header.append(begin == 0 ? "" : ",").append('"').append(entry.getKey());
      header.append("\":{\"dtype\":\"F32\",\"shape\":").append(entry.getValue());
      header.append(",\"data_offsets\":[").append(begin).append(',').append(end).append("]}");
    }
    byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + end).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(folder.resolve("model.safetensors"), file.putLong(json.length).put(json).array());
    return folder;
  }
}
