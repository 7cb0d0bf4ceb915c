package dev.plumbline.tasks;

import dev.plumbline.protocol.text.Findings;
import dev.plumbline.protocol.text.YamlMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Takes groups apart, as lm-evaluation-harness 0.4.13 does: into tasks with the settings that
 * groups give them, and groups within.
 */
final class GroupSelection {
  /** Keys of the group itself; all others are settings of its tasks. */
  private static final Set<String> OWN =
      Set.of(
          "group",
          "group_alias",
          "task",
          "aggregate_metric_list",
          "metadata",
          "tag",
          "include",
          "task_list");

  private final TaskIndex index;
  private final TaskTaker tasks;
  private final List<TaskGroup> groups = new ArrayList<>();
  private final Set<String> open = new HashSet<>();

  /** Takes the tasks that groups name. */
  @FunctionalInterface
  interface TaskTaker {
    void take(TaskIndex.Entry entry, Optional<YamlMap> settings);
  }

  GroupSelection(TaskIndex index, TaskTaker tasks) {
    this.index = index;
    this.tasks = tasks;
  }

  /** Those taken apart so far, each before those within it. */
  List<TaskGroup> groups() {
    return groups;
  }

  /**
   * Takes a group of the index apart.
   *
   * @throws dev.plumbline.protocol.PlumblineException naming file, line and key of a mistake
   */
  void take(TaskIndex.Entry entry) {
    take(entry, Optional.empty());
  }

  private List<String> take(TaskIndex.Entry entry, Optional<YamlMap> settings) {
    YamlMap yaml = TaskFile.read(entry.source(), Findings.thrown()).orElseThrow();
    return take(entry.heading().name(), yaml, settings);
  }

  private List<String> take(String name, YamlMap yaml, Optional<YamlMap> given) {
    if (!open.add(name)) {
      yaml.wrong("task", "the group " + name + " holds itself");
    }
    Optional<String> alias = yaml.text("group_alias");
    Optional<String> version = yaml.map("metadata").flatMap(metadata -> metadata.text("version"));
    List<TaskGroup.Metric> metrics = GroupMetrics.read(yaml);
    YamlMap settings = yaml.without(OWN);
    given.ifPresent(settings::putAll);
    int place = groups.size();
    List<String> names = new ArrayList<>();
    for (Node member : members(yaml)) {
      names.addAll(member(name, yaml, member, settings));
    }
    if (groups.stream().noneMatch(group -> group.name().equals(name))) {
      groups.add(place, new TaskGroup(name, alias, version, names, metrics));
    }
    open.remove(name);
    return names;
  }

  private static List<Node> members(YamlMap yaml) {
    Optional<Node> members = yaml.node("task");
    if (members.isPresent() && members.get() instanceof SequenceNode list) {
      return list.getValue();
    }
    yaml.wrong("task", "must be the list of the group's tasks");
    return List.of();
  }

  private List<String> member(String group, YamlMap yaml, Node node, YamlMap settings) {
    if (node instanceof ScalarNode scalar) {
      return named(yaml, scalar.getValue(), Optional.of(settings));
    }
    if (!(node instanceof MappingNode mapping)) {
      yaml.wrong("task", "must list names of tasks, groups and tags, and mappings with more");
      return List.of();
    }
    YamlMap member = yaml.item("task", mapping);
    if (member.has("group")) {
      return group(group, member, settings);
    }
    String name = member.text("task").orElse("");
    YamlMap more = member.without(Set.of("task", "tag", "group", "task_list"));
    if (!more.isEmpty() && !isTask(name) && isKnown(name)) {
      member.wrong(
          "task",
          "settings are for a single task; lm-evaluation-harness would give all tasks of "
              + name
              + " one name");
    }
    YamlMap all = settings.without(Set.of());
    all.putAll(more);
    return named(member, name, Optional.of(all));
  }

  private List<String> group(String parent, YamlMap member, YamlMap settings) {
    String name = member.text("group").orElse("");
    if (!index.entries().containsKey(name)) {
      return take(parent + "::" + name, member, Optional.of(settings));
    }
    if (!member.without(Set.of("group")).isEmpty()) {
      member.wrong("group", name + " is a group of its own file; nothing can be changed here");
    }
    return named(member, name, Optional.of(settings));
  }

  private List<String> named(YamlMap at, String name, Optional<YamlMap> settings) {
    TaskIndex.Entry entry = index.entries().get(name);
    if (entry != null && entry.heading().kind() == TaskHeading.Kind.GROUP) {
      return take(entry, settings);
    }
    List<String> names = entry != null ? List.of(name) : List.copyOf(index.tagged(name));
    if (names.isEmpty()) {
      at.wrong("task", "'" + name + "' is no known task, group or tag");
    }
    Optional<YamlMap> some = settings.filter(given -> !given.isEmpty());
    names.forEach(task -> tasks.take(index.entries().get(task), some));
    return names;
  }

  private boolean isTask(String name) {
    return index.entries().containsKey(name)
        && index.entries().get(name).heading().kind() == TaskHeading.Kind.TASK;
  }

  private boolean isKnown(String name) {
    return index.entries().containsKey(name) || !index.tagged(name).isEmpty();
  }
}
