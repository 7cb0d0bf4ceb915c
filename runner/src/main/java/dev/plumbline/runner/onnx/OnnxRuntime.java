package dev.plumbline.runner.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEnvironment.ThreadingOptions;
import ai.onnxruntime.OrtLoggingLevel;

/** The process's one environment of ONNX Runtime. */
public final class OnnxRuntime {
  /**
   * When ONNX Runtime 1.29 starts, its telemetry matches the command line against regular
   * expressions by recursion, some 300 bytes of stack for each character, and overruns the usual 1
   * MiB at 4,000 characters: the process dies. This is enough for the longest command line of Linux
   * (2 MiB), and only reserved, not used. The launcher switches telemetry off; a build or an IDE
   * that starts Plumbline may not.
   */
  private static final long STACK_BYTES = 1L << 30;

  private static final OrtEnvironment ENVIRONMENT = start();

  private OnnxRuntime() {}

  public static OrtEnvironment environment() {
    return ENVIRONMENT;
  }

  private static OrtEnvironment start() {
    Thread thread = new Thread(null, new Start(), "onnxruntime-start", STACK_BYTES);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return OrtEnvironment.getEnvironment();
  }

  /**
   * With one pool of threads, one per core, for the sessions that want it: with a pool each, idle
   * ones would take the cores of the busy one. A class of its own, since the outer one is not
   * initialised yet.
   */
  private static final class Start implements Runnable {
    @Override
    public void run() {
      try (ThreadingOptions threads = new ThreadingOptions()) {
        OrtEnvironment.getEnvironment(
            OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING, "plumbline", threads);
      }
    }
  }
}
