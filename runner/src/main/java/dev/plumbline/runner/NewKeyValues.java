package dev.plumbline.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.plumbline.runner.bundle.Architecture;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where calls leave the keys and values of their new tokens, [tokens, n_embd] each: keys and values
 * in turn, layer by layer. Each call overwrites what the one before has left.
 */
final class NewKeyValues implements AutoCloseable {
  private final int channels;
  private final List<FloatBuffer> buffers = new ArrayList<>();
  private final Map<List<Integer>, Map<String, OnnxTensor>> outputs = new HashMap<>();

  /** For calls of up to {@code tokens} tokens to any part. */
  NewKeyValues(Arena.Frame memory, Architecture a, int tokens) {
    channels = a.nEmbd();
    int layers = Math.max(a.preludeLayers(), Math.max(a.coreLayers(), a.codaLayers()));
    for (int i = 0; i < 2 * layers; i++) {
      buffers.add(memory.floats((long) tokens * channels));
    }
  }

  /** Layer i's keys at 2 i, its values behind them. */
  FloatBuffer buffer(int i) {
    return buffers.get(i);
  }

  /** As the outputs new_key.i and new_value.i of a call with so many tokens. */
  Map<String, OnnxTensor> outputs(int layers, int tokens) throws OrtException {
    Map<String, OnnxTensor> tensors =
        outputs.computeIfAbsent(List.of(layers, tokens), key -> new HashMap<>());
    if (tensors.isEmpty()) {
      for (int i = 0; i < 2 * layers; i++) {
        FloatBuffer used = buffers.get(i).slice(0, tokens * channels);
        tensors.put(
            (i % 2 == 0 ? "new_key." : "new_value.") + i / 2, Tensors.of(used, tokens, channels));
      }
    }
    return tensors;
  }

  @Override
  public void close() {
    outputs.values().forEach(tensors -> tensors.values().forEach(OnnxTensor::close));
  }
}
