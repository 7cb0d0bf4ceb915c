package dev.plumbline.runner.backend;

import java.util.Arrays;

/**
 * Types of numbers in the graphs' inputs and outputs, named as {@link TensorType} names them, with
 * the C API's numbers ({@code ONNXTensorElementDataType}), which are not the Java API's.
 */
enum ElementType {
  FLOAT(1),
  INT64(7),
  BOOL(9);

  private final int number;

  ElementType(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static String name(int number) {
    return Arrays.stream(values())
        .filter(type -> type.number == number)
        .map(ElementType::name)
        .findFirst()
        .orElse("UNKNOWN");
  }
}
