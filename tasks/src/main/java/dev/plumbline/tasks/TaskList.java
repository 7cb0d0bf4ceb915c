package dev.plumbline.tasks;

import dev.plumbline.protocol.text.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that can be selected by its own name.
 *
 * @param tasks those whose files are right, by name
 * @param groups their names
 * @param mistakes the first of each file that cannot be asked
 */
public record TaskList(List<Task> tasks, List<String> groups, List<Finding> mistakes) {
  public TaskList {
    tasks = List.copyOf(tasks);
    groups = List.copyOf(groups);
    mistakes = List.copyOf(mistakes);
  }

  static TaskList of(TaskIndex index, TaskFormats formats) {
    List<Task> tasks = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    List<Finding> mistakes = new ArrayList<>(index.unreadable());
    for (TaskIndex.Entry entry : index.entries().values()) {
      if (entry.heading().kind() == TaskHeading.Kind.GROUP) {
        groups.add(entry.heading().name());
        continue;
      }
      TaskReader.Result read = TaskReader.read(entry.source(), formats);
      Optional<TaskDefinition> definition = read.definition();
      definition.ifPresent(found -> tasks.add(new Task(found)));
      read.findings().list().stream().limit(1).forEach(mistakes::add);
    }
    return new TaskList(tasks, groups, mistakes);
  }
}
