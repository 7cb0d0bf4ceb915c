package dev.plumbline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.utils.Signals;

/**
 * Lets a job that Ctrl-C or the end of its terminal, session or container stops leave in order.
 * After its last words nothing of the job goes on.
 *
 * <p>Signals are caught one by one, for with Java's usual shutdown ONNX Runtime's own hook would
 * take the native library's threads away under a running call, which crashes the process.
 */
final class Interruption implements AutoCloseable {
  /** Exit codes as shells give them: 128 and the signal's number. */
  private static final Map<String, Integer> EXIT_CODES =
      Map.of("HUP", 129, "INT", 130, "TERM", 143);

  private final List<Runnable> restore = new ArrayList<>();
  private boolean ending;

  /**
   * Watches until closed.
   *
   * @param lastWords runs between two steps, if the process is told to end
   */
  Interruption(Runnable lastWords) {
    EXIT_CODES.forEach(
        (signal, exitCode) -> {
          Object before = Signals.register(signal, () -> end(lastWords, exitCode));
          // Null: the system has no such signal, or the JVM leaves it alone (-Xrs).
          if (before != null) {
            restore.add(() -> Signals.unregister(signal, before));
          }
        });
  }

  private synchronized void end(Runnable lastWords, int exitCode) {
    ending = true;
    try {
      lastWords.run();
    } finally {
      Runtime.getRuntime().halt(exitCode);
    }
  }

  /** A step that is done as a whole or not begun; it never returns once the process is ending. */
  synchronized void step(Runnable work) {
    while (ending) {
      try {
        wait();
      } catch (InterruptedException e) {
        // The process ends in a moment.
      }
    }
    work.run();
  }

  @Override
  public void close() {
    restore.forEach(Runnable::run);
  }
}
