package dev.plumbline.runner.export.tensor;

import java.util.List;

/** Sizes of tensors, the slowest axis first. */
public final class Shapes {
  private Shapes() {}

  public static long elements(List<Long> shape) {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
