package dev.plumbline.runner.export.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;

/**
 * A graph's input or output.
 *
 * @param axes a size, or a symbol such as B where any size will do
 */
public record TensorSpec(String name, DataType type, List<Object> axes) {
  public TensorSpec {
    axes = List.copyOf(axes);
  }

  static TensorSpec of(String name, DataType type, Object... axes) {
    return new TensorSpec(name, type, List.of(axes));
  }

  /** Sizes, -1 for a symbol. */
  long[] sizes() {
    return axes.stream().mapToLong(axis -> axis instanceof Integer size ? size : -1).toArray();
  }
}
