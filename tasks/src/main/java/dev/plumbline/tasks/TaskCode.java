package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.code.PythonFunction;
import dev.plumbline.tasks.code.TaskPython;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether the Python functions that task files name may run, in a sandbox.
 *
 * @param python the interpreter, with the packages that they import; absent: the first {@code
 *     python3} on the path that works in the sandbox
 */
public record TaskCode(boolean allowed, Optional<Path> python) {
  /** They do not run, and a task that needs them is refused. */
  public static TaskCode never() {
    return new TaskCode(false, Optional.empty());
  }

  /** They run in the usual interpreter. */
  public static TaskCode sandboxed() {
    return new TaskCode(true, Optional.empty());
  }

  /**
   * Starts the process of a task.
   *
   * @param needed a function that is wanted of it
   */
  TaskPython start(Path root, PythonFunction needed) {
    if (!allowed) {
      throw new PlumblineException(
          needed.file()
              + ": "
              + needed.name()
              + " is a Python function of the task; --allow-task-code runs it in a sandbox");
    }
    return TaskPython.start(python, root);
  }
}
