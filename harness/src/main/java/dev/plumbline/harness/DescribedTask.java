package dev.plumbline.harness;

import dev.plumbline.results.Manifest;
import dev.plumbline.tasks.DataFile;
import dev.plumbline.tasks.PreparedTask;
import java.util.LinkedHashMap;
import java.util.Map;

/** A task with its version and data, as the manifest has it. */
final class DescribedTask {
  private DescribedTask() {}

  static Manifest.Task of(PreparedTask task, int documents, int truncatedPrompts) {
    Map<String, String> data = new LinkedHashMap<>();
    for (DataFile file : task.dataFiles()) {
      data.put(file.path().getFileName().toString(), file.sha256());
    }
    return new Manifest.Task(
        task.task().name(), task.task().version(), data, code(task), documents, truncatedPrompts);
  }

  /** SHA-256 of each Python file of the task that has been imported, by its path in the folder. */
  static Map<String, String> code(PreparedTask task) {
    Map<String, String> code = new LinkedHashMap<>();
    task.codeFiles().forEach((name, file) -> code.put(name, Sha256.of(file)));
    return code;
  }
}
