package dev.plumbline.runner.cache;

import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.Floats;
import dev.plumbline.runner.backend.Tensor;
import dev.plumbline.runner.bundle.CacheShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where calls leave the keys and values of their new tokens, [tokens, heads * head_dim] each: keys
 * and values in turn, layer by layer. Each call overwrites what the one before has left.
 */
public final class NewKeyValues implements AutoCloseable {
  private final int channels;
  private final List<Floats> numbers = new ArrayList<>();
  private final Map<List<Integer>, Map<String, Tensor>> outputs = new HashMap<>();

  /** For calls of up to {@code tokens} tokens to any part. */
  public NewKeyValues(Arena.Frame memory, CacheShape shape, int tokens) {
    channels = shape.channels();
    for (int i = 0; i < 2 * shape.mostLayers(); i++) {
      numbers.add(memory.floats((long) tokens * channels));
    }
  }

  /** Layer i's keys at 2 i, its values behind them. */
  Floats numbers(int i) {
    return numbers.get(i);
  }

  /** As the outputs new_key.i and new_value.i of a call with so many tokens. */
  public Map<String, Tensor> outputs(int layers, int tokens) {
    Map<String, Tensor> tensors =
        outputs.computeIfAbsent(List.of(layers, tokens), key -> new HashMap<>());
    if (tensors.isEmpty()) {
      for (int i = 0; i < 2 * layers; i++) {
        Floats used = numbers.get(i).slice(0, tokens * channels);
        String name = (i % 2 == 0 ? "new_key." : "new_value.") + i / 2;
        tensors.put(name, used.tensor(tokens, channels));
      }
    }
    return tensors;
  }

  @Override
  public void close() {
    outputs.values().forEach(tensors -> tensors.values().forEach(Tensor::close));
  }
}
