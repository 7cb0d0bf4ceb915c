package dev.plumbline.runner.backend;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEnvironment.ThreadingOptions;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The process's one environment of ONNX Runtime, and how its sessions are opened.
 *
 * <p>Where there is AVX-512, keys that must not be seen get weights around 4e-39, below float32's
 * normal numbers, and a processor takes many times as long to multiply such numbers; so ONNX
 * Runtime takes them for zero. It switches the processor to that for the threads of its pools and,
 * once and for all in a process, for the thread that opens the first session; {@link
 * DenormalNumbers} does the same for the threads of later models. These must not be threads that
 * Java's arithmetic runs on, so each model has an {@link OnnxThread} for it alone.
 */
public final class OnnxRuntime {
  /** What every session is configured with. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "session.set_denormal_as_zero",
          "1",
          // A bfloat16 matrix that is larger widened, such as the head of Huginn-0125 (1.4 GB),
          // would be widened in each call.
          "optimization.constant_folding_max_output_size_in_bytes",
          Long.toString(Long.MAX_VALUE));

  private OnnxRuntime() {}

  public static OrtEnvironment environment() {
    return Started.ENVIRONMENT;
  }

  public static String version() {
    return environment().getVersion();
  }

  /** What the options of every session begin with; the caller closes them. */
  public static SessionOptions options() throws OrtException {
    // Before any option is set: an execution provider writes to the environment's log.
    environment();
    SessionOptions options = new SessionOptions();
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
      options.addConfigEntry(setting.getKey(), setting.getValue());
    }
    return options;
  }

  /**
   * Opens a session, which runs in calls on the same thread.
   *
   * @param options from {@link #options}
   */
  public static OrtSession open(OnnxThread thread, String graph, SessionOptions options)
      throws OrtException {
    return OnnxThread.join(start(thread, environment -> environment.createSession(graph, options)));
  }

  /** How a session is made. */
  @FunctionalInterface
  interface Opening {
    OrtSession in(OrtEnvironment environment) throws OrtException;
  }

  /** Begins to open a session; its options must stay open until it is there. */
  static CompletableFuture<OrtSession> start(OnnxThread thread, Opening opening) {
    OrtEnvironment environment = environment();
    return thread.start(
        () -> {
          OrtSession session = opening.in(environment);
          DenormalNumbers.flushOnThisThread();
          return session;
        });
  }

  /** Initialised when first asked for, after the outer class. */
  private static final class Started {
    static final OrtEnvironment ENVIRONMENT = start();

    private static OrtEnvironment start() {
      // For its stack; this thread opens no session.
      try (OnnxThread thread = new OnnxThread()) {
        OrtEnvironment environment = thread.call(OnnxRuntime::createEnvironment);
        LoadedLibrary.deleteAtExit();
        return environment;
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
