package dev.plumbline.tasks;

import java.util.List;

/**
 * What names stand for.
 *
 * @param tasks each once
 * @param groups those that were named and those within them, each before those within it
 * @param notes what the user may not expect of the choice, a line each
 */
public record SelectedTasks(List<Task> tasks, List<TaskGroup> groups, List<String> notes) {
  public SelectedTasks {
    tasks = List.copyOf(tasks);
    groups = List.copyOf(groups);
    notes = List.copyOf(notes);
  }
}
