package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.Task;
import java.util.List;

/**
 * The part of the embedded suite that gets scores where no program is executed.
 *
 * @param names of its tasks
 * @param leftOut the tasks whose programs would be stored, but not scored
 */
public record ScoredSuite(List<String> names, List<String> leftOut) {
  public ScoredSuite {
    names = List.copyOf(names);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Looks at the suite as these sources have it.
   *
   * @throws PlumblineException for a task file with a mistake
   */
  public static ScoredSuite of(TaskSources sources) {
    List<Task> tasks = sources.registry().select(List.of(Installation.SUITE_TAG));
    return new ScoredSuite(
        tasks.stream().filter(task -> !task.executesCode()).map(Task::name).toList(),
        tasks.stream().filter(Task::executesCode).map(Task::name).toList());
  }
}
