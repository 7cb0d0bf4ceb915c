package dev.plumbline.tasks;

import dev.plumbline.protocol.text.Findings;
import dev.plumbline.protocol.text.YamlFile;
import dev.plumbline.protocol.text.YamlMap;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** The keys of a task file together with those of the files that it includes. */
final class TaskFile {
  private final Findings findings;

  private TaskFile(Findings findings) {
    this.findings = findings;
  }

  /** Absent where a file could not be read, so that reading on would only mislead. */
  static Optional<YamlMap> read(TaskSource source, Findings findings) {
    YamlMap yaml = new YamlMap(findings, "", source.name(), 1);
    return new TaskFile(findings).merge(source, yaml, new LinkedHashSet<>())
        ? Optional.of(yaml)
        : Optional.empty();
  }

  /**
   * Puts the file's keys over those of the files that it includes.
   *
   * @return false where a file could not be read
   */
  private boolean merge(TaskSource from, YamlMap into, Set<TaskSource> open) {
    if (!open.add(from)) {
      findings.add(from.name(), 1, "include", "includes itself");
      return false;
    }
    Optional<MappingNode> mapping = parse(from);
    if (mapping.isEmpty()) {
      return false;
    }
    YamlMap own = new YamlMap(Findings.collected(), "", from.name(), 1);
    own.putAll(mapping.get(), from.name());
    boolean all = true;
    for (String name : own.texts("include").orElse(List.of())) {
      all &= include(from, name, own, into, open);
    }
    into.putAll(mapping.get(), from.name());
    open.remove(from);
    return all;
  }

  private boolean include(
      TaskSource from, String name, YamlMap own, YamlMap into, Set<TaskSource> open) {
    int line = own.entry("include").orElseThrow().line();
    try {
      return merge(from.include(name), into, open);
    } catch (NoSuchFileException e) {
      findings.add(from.name(), line, "include", "no file " + e.getMessage());
    } catch (IOException e) {
      findings.add(from.name(), line, "include", e.getMessage());
    }
    return false;
  }

  private Optional<MappingNode> parse(TaskSource from) {
    try {
      Node root = YamlFile.compose(new StringReader(from.text()));
      if (root instanceof MappingNode mapping) {
        return Optional.of(mapping);
      }
      findings.add(from.name(), 1, "", "is not a task file: it holds no YAML mapping");
    } catch (MarkedYAMLException e) {
      findings.add(from.name(), e.getProblemMark().getLine() + 1, "", e.getProblem());
    } catch (YAMLException e) {
      findings.add(from.name(), 1, "", "is not YAML text: " + e.getMessage());
    } catch (NoSuchFileException e) {
      findings.add(from.name(), 1, "", "there is no such file");
    } catch (IOException e) {
      findings.add(from.name(), 1, "", "cannot be read as UTF-8 text: " + e.getMessage());
    }
    return Optional.empty();
  }
}
