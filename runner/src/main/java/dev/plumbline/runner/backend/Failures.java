package dev.plumbline.runner.backend;

import ai.onnxruntime.OrtException;
import java.util.Locale;
import java.util.stream.Stream;

/** Tells what did not fit the memory from what cannot be run at all. */
final class Failures {
  private Failures() {}

  static RuntimeException of(OrtException e) {
    // ONNX Runtime has no code for it: its arena says the first, C++ or CUDA the others.
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return Stream.of("failed to allocate memory", "bad_alloc", "bad allocation", "out of memory")
            .anyMatch(message::contains)
        ? new MemoryShortage(e)
        : new BackendException(e);
  }
}
