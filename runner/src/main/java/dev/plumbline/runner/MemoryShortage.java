package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import java.util.Locale;
import java.util.stream.Stream;

/** Work that did not fit the memory; with fewer rows at once it may. */
final class MemoryShortage extends RuntimeException {
  private static final long serialVersionUID = 1;

  MemoryShortage(String message) {
    super(message);
  }

  private MemoryShortage(Throwable cause) {
    super(
        "out of memory: " + String.valueOf(cause.getMessage()).lines().findFirst().orElse(""),
        cause);
  }

  interface Work {
    void run() throws OrtException;
  }

  /**
   * Runs work.
   *
   * @throws MemoryShortage if it runs out of Java's or of ONNX Runtime's memory
   */
  static void watch(Work work) throws OrtException {
    try {
      work.run();
    } catch (OutOfMemoryError e) {
      throw new MemoryShortage(e);
    } catch (OrtException e) {
      // ONNX Runtime has no code for it: its arena says the first, C++ or CUDA the others.
      String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      if (Stream.of("failed to allocate memory", "bad_alloc", "bad allocation", "out of memory")
          .anyMatch(message::contains)) {
        throw new MemoryShortage(e);
      }
      throw e;
    }
  }
}
