package dev.plumbline.cli;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Numbers that picocli leaves null where an option is not given. */
final class Numbers {
  private Numbers() {}

  static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
