package dev.plumbline.runner.backend;

import java.util.List;

/**
 * What a graph declares of an input or output.
 *
 * @param element the numbers' type as ONNX names it, such as {@code FLOAT}
 * @param sizes of the axes, -1 where any size will do
 */
public record TensorType(String element, List<Long> sizes) {
  public TensorType {
    sizes = List.copyOf(sizes);
  }
}
