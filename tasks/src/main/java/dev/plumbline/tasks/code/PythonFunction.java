package dev.plumbline.tasks.code;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A Python function that a task file names with {@code !function}.
 *
 * @param folder of the file in which the tag stands, which may be an included one
 * @param name such as {@code utils.process_docs}: a file in that folder, and what it defines
 */
public record PythonFunction(Path folder, String name) {
  public PythonFunction {
    folder = folder.toAbsolutePath().normalize();
    Objects.requireNonNull(name, "name");
  }

  /** The Python file that it should be in. */
  public Path file() {
    int dot = name.lastIndexOf('.');
    return folder.resolve(name.substring(0, Math.max(dot, 0)).replace('.', '/') + ".py");
  }
}
