package dev.plumbline.runner.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A checkpoint of seeded random weights, written by its own reading of the formats. */
public final class TinyCheckpoint {
  static final String WEIGHTS = "model.safetensors";
  private static final int VOCABULARY = 32;

  private final ObjectMapper mapper = new ObjectMapper();
  private final Random random = new Random(7);

  final Map<String, Object> config = new TreeMap<>();

  final Map<String, Tensor> tensors = new TreeMap<>();

  /** Other files by name. */
  final Map<String, String> files =
      new HashMap<>(
          Map.of(
              "tokenizer.json",
              """
              {"version": "1.0", "added_tokens": [],
               "model": {"type": "WordLevel", "vocab": {"<unk>": 0, "<s>": 1}, "unk_token": "<unk>"}}
              """));

  /** A tensor's header entry and bytes. */
  record Tensor(String dtype, List<Integer> shape, ByteBuffer data) {}

  TinyCheckpoint() {
    this(8);
  }

  TinyCheckpoint(int width) {
    int intermediate = 3 * width / 2;
    config.put("model_type", "huginn_raven");
    config.put("n_embd", width);
    config.put("n_heads", 2);
    config.put("intermediate_size", intermediate);
    config.put("vocab_size", VOCABULARY);
    config.put("block_size", 16);
    config.put("n_layers_in_prelude", 1);
    config.put("n_layers_in_recurrent_block", 1);
    config.put("n_layers_in_coda", 1);
    add("transformer.wte.weight", VOCABULARY, width);
    add("transformer.adapter.weight", width, 2 * width);
    add("transformer.ln_f.weight", width);
    for (String layer : List.of("prelude.0", "core_block.0", "coda.0")) {
      String prefix = "transformer." + layer + ".";
      for (int norm = 1; norm <= 4; norm++) {
        add(prefix + "norm_" + norm + ".weight", width);
      }
      add(prefix + "attn.Wqkv.weight", 3 * width, width);
      add(prefix + "attn.qk_bias", 2, 1, 2, width / 2);
      add(prefix + "attn.proj.weight", width, width);
      add(prefix + "mlp.fc.weight", 2 * intermediate, width);
      add(prefix + "mlp.proj.weight", width, intermediate);
    }
  }

  /** One of transformers' Llama: two layers, two heads that share keys and values, tied. */
  static TinyCheckpoint llama() {
    TinyCheckpoint tiny = new TinyCheckpoint();
    tiny.config.clear();
    tiny.tensors.clear();
    tiny.config.put("model_type", "llama");
    tiny.config.put("hidden_size", 8);
    tiny.config.put("intermediate_size", 12);
    tiny.config.put("num_hidden_layers", 2);
    tiny.config.put("num_attention_heads", 2);
    tiny.config.put("num_key_value_heads", 1);
    tiny.config.put("max_position_embeddings", 16);
    tiny.config.put("vocab_size", VOCABULARY);
    tiny.config.put("rms_norm_eps", 1e-5);
    tiny.config.put("tie_word_embeddings", true);
    tiny.add("model.embed_tokens.weight", VOCABULARY, 8);
    tiny.add("model.norm.weight", 8);
    for (int layer = 0; layer < 2; layer++) {
      String prefix = "model.layers." + layer + ".";
      tiny.add(prefix + "input_layernorm.weight", 8);
      tiny.add(prefix + "self_attn.q_proj.weight", 8, 8);
      tiny.add(prefix + "self_attn.k_proj.weight", 4, 8);
      tiny.add(prefix + "self_attn.v_proj.weight", 4, 8);
      tiny.add(prefix + "self_attn.o_proj.weight", 8, 8);
      tiny.add(prefix + "post_attention_layernorm.weight", 8);
      tiny.add(prefix + "mlp.gate_proj.weight", 12, 8);
      tiny.add(prefix + "mlp.up_proj.weight", 12, 8);
      tiny.add(prefix + "mlp.down_proj.weight", 8, 12);
    }
    return tiny;
  }

  /** Adds or replaces a float32 tensor: a vector near 1, a matrix that keeps magnitudes. */
  void add(String name, Integer... shape) {
    int size = List.of(shape).stream().reduce(1, (a, b) -> a * b);
    boolean vector = shape.length == 1;
    double scale = vector ? 0.2 : 1 / Math.sqrt(shape[shape.length - 1]);
    ByteBuffer data = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (data.hasRemaining()) {
      data.putFloat((float) ((vector ? 1 : 0) + scale * random.nextGaussian()));
    }
    tensors.put(name, new Tensor("F32", List.of(shape), data.flip()));
  }

  /** Makes all of a tensor the largest float32, so that what is computed with it overflows. */
  void overflow(String name) {
    ByteBuffer data = tensors.get(name).data.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < data.limit(); i += Float.BYTES) {
      data.putFloat(i, Float.MAX_VALUE);
    }
  }

  Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    mapper.writeValue(folder.resolve("config.json").toFile(), config);
    Files.write(folder.resolve(WEIGHTS), safetensors(tensors));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    return folder;
  }

  private byte[] safetensors(Map<String, Tensor> some) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (Map.Entry<String, Tensor> entry : some.entrySet()) {
      Tensor tensor = entry.getValue();
      int begin = data.size();
      Channels.newChannel(data).write(tensor.data.duplicate());
      header.put(
          entry.getKey(),
          Map.of(
              "dtype", tensor.dtype,
              "shape", tensor.shape,
              "data_offsets", List.of(begin, data.size())));
    }
    return safetensors(mapper.writeValueAsString(header), data.toByteArray());
  }

  /** The bytes of a file with this header, whatever it says. */
  public static byte[] safetensors(String header, byte[] data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + json.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data)
        .array();
  }
}
