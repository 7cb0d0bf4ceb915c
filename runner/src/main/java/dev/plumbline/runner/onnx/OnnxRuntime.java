package dev.plumbline.runner.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEnvironment.ThreadingOptions;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The process's one environment of ONNX Runtime, and the thread that its sessions run on.
 *
 * <p>Where there is AVX-512, keys that must not be seen get weights around 4e-39, below float32's
 * normal numbers, and a processor takes many times as long to multiply such numbers; so ONNX
 * Runtime takes them for zero. It switches the processor to that for its own threads and, once and
 * for all, for the thread that opens the first session. That thread must not be one that Java's
 * arithmetic runs on, so there is one for it alone.
 */
public final class OnnxRuntime {
  /**
   * When ONNX Runtime 1.29 starts, its telemetry matches the command line against regular
   * expressions by recursion, some 300 bytes of stack for each character, and overruns the usual 1
   * MiB at 4,000 characters: the process dies. This is enough for the longest command line of Linux
   * (2 MiB), and only reserved, not used. The launcher switches telemetry off; a build or an IDE
   * that starts Plumbline may not.
   */
  private static final long STACK_BYTES = 1L << 30;

  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(null, work, "onnxruntime", STACK_BYTES);
            thread.setDaemon(true);
            return thread;
          });

  private OnnxRuntime() {}

  /** What the thread is asked to do. */
  public interface Call<T> {
    T run() throws OrtException;
  }

  public static OrtEnvironment environment() {
    return Started.ENVIRONMENT;
  }

  /** What the options of every session begin with; the caller closes them. */
  public static SessionOptions options() throws OrtException {
    // Before any option is set: an execution provider writes to the environment's log.
    environment();
    SessionOptions options = new SessionOptions();
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    options.addConfigEntry("session.set_denormal_as_zero", "1");
    return options;
  }

  /**
   * Opens a session, which {@link #call} then runs.
   *
   * @param options from {@link #options}
   */
  public static OrtSession open(String graph, SessionOptions options) throws OrtException {
    OrtEnvironment environment = environment();
    return call(() -> environment.createSession(graph, options));
  }

  /**
   * Calls ONNX Runtime on its thread and waits for the end; what the call throws is thrown here. A
   * call must not make another one, which would wait for the first.
   */
  public static <T> T call(Call<T> call) throws OrtException {
    CompletableFuture<T> result = new CompletableFuture<>();
    THREAD.execute(
        () -> {
          try {
            result.complete(call.run());
          } catch (OrtException | RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof OrtException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  /** Initialised after the outer class, whose code runs on the thread meanwhile. */
  private static final class Started {
    static final OrtEnvironment ENVIRONMENT = start();

    private static OrtEnvironment start() {
      try {
        return call(OnnxRuntime::createEnvironment);
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * With one pool of threads, one per core, for the sessions that want it: with a pool each, idle
   * ones would take the cores of the busy one.
   */
  private static OrtEnvironment createEnvironment() throws OrtException {
    try (ThreadingOptions threads = new ThreadingOptions()) {
      threads.setGlobalDenormalAsZero();
      return OrtEnvironment.getEnvironment(
          OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING, "plumbline", threads);
    }
  }
}
