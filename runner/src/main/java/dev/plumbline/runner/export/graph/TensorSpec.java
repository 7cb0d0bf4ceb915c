package dev.plumbline.runner.export.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.plumbline.runner.backend.TensorType;
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

  /** As a graph that has it declares it. */
  TensorType declared() {
    List<Long> sizes =
        axes.stream().map(axis -> axis instanceof Integer size ? size.longValue() : -1L).toList();
    return new TensorType(type.name(), sizes);
  }
}
