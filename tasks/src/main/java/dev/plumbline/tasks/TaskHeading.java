package dev.plumbline.tasks;

import java.util.List;

/**
 * What a task file is called by: all that is known of it before someone names it.
 *
 * @param tags none for a group
 */
record TaskHeading(Kind kind, String name, List<String> tags) {
  enum Kind {
    TASK,
    GROUP
  }

  TaskHeading {
    tags = List.copyOf(tags);
  }
}
