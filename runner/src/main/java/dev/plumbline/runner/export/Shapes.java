package dev.plumbline.runner.export;

import java.util.List;

/** Sizes of tensors, the slowest axis first. */
final class Shapes {
  private Shapes() {}

  static long elements(List<Long> shape) {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
