package dev.plumbline.runner.backend;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** Makes a thread take numbers below the normal ones for zero, as ONNX Runtime's own threads do. */
final class DenormalNumbers {
  /** The bits of x86's MXCSR register: denormals are zeros (6), and flush to zero (15). */
  private static final int FLUSH = 1 << 6 | 1 << 15;

  /** C's fenv_t on Linux for x86-64: the x87 unit's 28 bytes, then MXCSR. */
  private static final int MXCSR = 28;

  private static final int FENV_BYTES = 32;

  /** Not a constant, so that the product is computed on the thread that asks. */
  private static volatile float tiny = 1e-20f;

  private DenormalNumbers() {}

  /**
   * For the calling thread as long as it lives. ONNX Runtime has done it where this thread opened
   * the process's first session, and has no function for the others. Elsewhere than on Linux for
   * x86-64 nothing happens: results are the same, on x86 they come more slowly.
   */
  static void flushOnThisThread() {
    if (tiny * tiny != 0 && Platform.isLinux() && Platform.is64Bit() && Platform.isIntel()) {
      NativeLibrary process = NativeLibrary.getProcess();
      try (Memory environment = new Memory(FENV_BYTES)) {
        process.getFunction("fegetenv").invokeInt(new Object[] {environment});
        environment.setInt(MXCSR, environment.getInt(MXCSR) | FLUSH);
        process.getFunction("fesetenv").invokeInt(new Object[] {environment});
      }
    }
  }
}
