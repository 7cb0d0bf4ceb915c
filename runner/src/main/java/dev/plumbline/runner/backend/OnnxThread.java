package dev.plumbline.runner.backend;

import ai.onnxruntime.OrtException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The thread that one model's sessions are opened and run on, so that Java's arithmetic never runs
 * under the processor flags that ONNX Runtime wants; see {@link OnnxRuntime}. It starts with the
 * first call and ends when closed.
 */
public final class OnnxThread implements AutoCloseable {
  /**
   * When ONNX Runtime 1.29 starts, its telemetry matches the command line against regular
   * expressions by recursion, some 300 bytes of stack for each character, and overruns the usual 1
   * MiB at 4,000 characters: the process dies. This is enough for the longest command line of Linux
   * (2 MiB), and only reserved, not used. The launcher switches telemetry off; a build or an IDE
   * that starts Plumbline may not.
   */
  private static final long STACK_BYTES = 1L << 30;

  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(null, work, "onnxruntime", STACK_BYTES);
            thread.setDaemon(true);
            return thread;
          });

  /** What the thread is asked to do. */
  public interface Call<T> {
    T run() throws OrtException;
  }

  /**
   * Calls ONNX Runtime on this thread and waits for the end; what the call throws is thrown here. A
   * call must not make another one, which would wait for the first.
   */
  public <T> T call(Call<T> call) throws OrtException {
    return join(start(call));
  }

  /** Begins a call, behind those that this thread was asked for before. */
  <T> CompletableFuture<T> start(Call<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    executor.execute(
        () -> {
          try {
            result.complete(call.run());
          } catch (OrtException | RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  /** What a call gave, or threw. */
  static <T> T join(CompletableFuture<T> call) throws OrtException {
    try {
      return call.join();
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

  @Override
  public void close() {
    executor.shutdown();
  }
}
