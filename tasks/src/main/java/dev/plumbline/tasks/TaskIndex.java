package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Task files by the names of their tasks and groups. A file is judged only when someone names it,
 * so that a broken one is nobody else's trouble.
 *
 * @param entries by name
 * @param unreadable files of which not even the name could be read
 */
record TaskIndex(Map<String, Entry> entries, List<Finding> unreadable) {
  private static final Set<String> NO_TASKS = Set.of("__pycache__", ".ipynb_checkpoints");

  /**
   * A task or group.
   *
   * @param insteadOf files that call theirs the same, and are not asked
   */
  record Entry(TaskHeading heading, TaskSource source, List<TaskSource> insteadOf) {
    Entry {
      insteadOf = List.copyOf(insteadOf);
    }

    private Entry insteadOf(Entry other) {
      List<TaskSource> all = new ArrayList<>(insteadOf);
      all.add(other.source);
      all.addAll(other.insteadOf);
      return new Entry(heading, source, all);
    }
  }

  TaskIndex {
    entries = Collections.unmodifiableMap(entries);
    unreadable = List.copyOf(unreadable);
  }

  /** Of these files; the first of two with the same name is asked. */
  static TaskIndex of(List<? extends TaskSource> sources) {
    HeadingReader reader = new HeadingReader();
    Map<String, Entry> entries = new TreeMap<>();
    List<Finding> unreadable = new ArrayList<>();
    for (TaskSource source : sources) {
      try {
        Optional<TaskHeading> heading = reader.read(source);
        heading.ifPresent(
            found ->
                entries.merge(found.name(), new Entry(found, source, List.of()), Entry::insteadOf));
      } catch (MarkedYAMLException e) {
        int line = e.getProblemMark().getLine() + 1;
        unreadable.add(new Finding(source.name(), line, "", e.getProblem()));
      } catch (YAMLException e) {
        unreadable.add(new Finding(source.name(), 1, "", e.getMessage()));
      } catch (IOException e) {
        unreadable.add(new Finding(source.name(), 1, "", PlumblineException.reason(e)));
      }
    }
    return new TaskIndex(entries, unreadable);
  }

  /**
   * The YAML files of a folder, at any depth. A folder that is a link is that which it is a link
   * to, and files keep the names that they have in the link.
   */
  static TaskIndex of(Path folder) {
    try {
      Path real = folder.toRealPath();
      try (Stream<Path> files = Files.walk(real)) {
        return of(
            files
                .map(file -> folder.resolve(real.relativize(file)))
                .filter(file -> Stream.of(".yaml", ".yml").anyMatch(file.toString()::endsWith))
                .filter(file -> !NO_TASKS.contains(file.getParent().getFileName().toString()))
                .filter(Files::isRegularFile)
                .sorted()
                .map(file -> new TaskSource.UserFile(file, folder))
                .toList());
      }
    } catch (IOException e) {
      throw new PlumblineException(
          "cannot list the task folder " + folder + ": " + PlumblineException.reason(e), e);
    }
  }

  /** With more, which replace what has their names. */
  TaskIndex plus(TaskIndex more) {
    Map<String, Entry> all = new TreeMap<>(entries);
    more.entries.forEach((name, entry) -> all.merge(name, entry, (old, own) -> own.insteadOf(old)));
    List<Finding> findings = new ArrayList<>(unreadable);
    findings.addAll(more.unreadable);
    return new TaskIndex(all, findings);
  }

  /** The tasks that carry a tag. */
  Set<String> tagged(String tag) {
    Set<String> names = new TreeSet<>();
    for (Entry entry : entries.values()) {
      if (entry.heading().tags().contains(tag)) {
        names.add(entry.heading().name());
      }
    }
    return names;
  }

  /** Everything that can be named: tasks, groups and tags. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(entries.keySet());
    entries.values().forEach(entry -> names.addAll(entry.heading().tags()));
    return names;
  }
}
