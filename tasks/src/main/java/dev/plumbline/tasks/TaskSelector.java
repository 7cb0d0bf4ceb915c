package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.YamlMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges what is selected, and nothing else. */
final class TaskSelector {
  private final TaskFormats formats;
  private final GroupSelection groups;
  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> settings = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  TaskSelector(TaskIndex index, TaskFormats formats) {
    this.formats = formats;
    this.groups = new GroupSelection(index, this::take);
  }

  void take(TaskIndex.Entry entry) {
    if (entry.heading().kind() == TaskHeading.Kind.GROUP) {
      groups.take(entry);
    } else {
      take(entry, Optional.empty());
    }
  }

  private void take(TaskIndex.Entry entry, Optional<YamlMap> given) {
    String name = entry.heading().name();
    Map<String, Object> values = given.map(YamlMap::plainMap).orElse(Map.of());
    if (tasks.containsKey(name)) {
      if (!settings.get(name).equals(values)) {
        throw new PlumblineException(
            "the task %s is selected twice, with other settings; a run has a task once"
                .formatted(name));
      }
      return;
    }
    TaskReader.Result read = TaskReader.read(entry.source(), formats, given);
    if (!read.findings().isEmpty()) {
      throw TaskReader.exception(read.findings().list());
    }
    tasks.put(name, new Task(read.definition().orElseThrow()));
    settings.put(name, values);
    if (!entry.insteadOf().isEmpty()) {
      List<String> others = entry.insteadOf().stream().map(TaskSource::name).toList();
      notes.add(
          "%s: %s is asked, instead of %s"
              .formatted(name, entry.source().name(), String.join(" and ", others)));
    }
  }

  SelectedTasks selected() {
    return new SelectedTasks(List.copyOf(tasks.values()), groups.groups(), notes);
  }
}
