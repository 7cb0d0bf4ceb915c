package dev.plumbline.ci;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Runs a sweep for tests in this process; found by {@link java.util.ServiceLoader}, so that this
 * module need not know how a model runs. Plumbline's module {@code harness} provides one.
 */
public interface SweepRunner {

  /**
   * What {@code plumbline sweep} is asked for.
   *
   * @param bundle the exported model's folder; absent for the embedded model
   * @param tasks names or tags
   * @param taskFiles task files, or folders of them, besides the built-in tasks
   * @param limit documents of each task; absent for all
   * @param options further options of {@code plumbline sweep}, each word one element
   */
  record Request(
      Optional<String> bundle,
      List<String> tasks,
      List<String> taskFiles,
      List<Integer> iterations,
      OptionalInt limit,
      List<String> options) {
    public Request {
      tasks = List.copyOf(tasks);
      taskFiles = List.copyOf(taskFiles);
      iterations = List.copyOf(iterations);
      options = List.copyOf(options);
    }
  }

  /**
   * Runs a sweep into a new folder.
   *
   * @return the run, complete, though samples may have failed
   * @throws PlumblineException with what {@code plumbline sweep} has to say, if there is no run
   */
  Run sweep(Request request, Path folder);
}
