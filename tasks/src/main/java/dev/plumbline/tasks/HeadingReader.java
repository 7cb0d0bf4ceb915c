package dev.plumbline.tasks;

import dev.plumbline.protocol.text.YamlFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads what task files are called, at a tenth of the time that parsing them whole takes: folders
 * have thousands. What is a task, a group or neither follows lm-evaluation-harness 0.4.13.
 */
final class HeadingReader {
  private static final Set<String> KEYS = Set.of("task", "group", "tag", "class", "include");
  private static final Pattern KEY = Pattern.compile("([A-Za-z_][A-Za-z_0-9]*) *:(?: .*)?");

  /** Files that many include are read once. */
  private final Map<TaskSource, Map<String, Node>> read = new HashMap<>();

  /**
   * The heading; absent for a file that is a part for others to include.
   *
   * @throws YAMLException for what is no YAML mapping, or calls itself in a way that it must not
   */
  Optional<TaskHeading> read(TaskSource source) throws IOException {
    Map<String, Node> keys = merged(source, new HashSet<>());
    if (keys.containsKey("group") && !keys.containsKey("class")) {
      return Optional.of(new TaskHeading(TaskHeading.Kind.GROUP, text("group", keys), List.of()));
    }
    return keys.containsKey("task")
        ? Optional.of(new TaskHeading(TaskHeading.Kind.TASK, text("task", keys), tags(keys)))
        : Optional.empty();
  }

  private Map<String, Node> merged(TaskSource source, Set<TaskSource> open) throws IOException {
    if (!open.add(source)) {
      throw new YAMLException("include: includes itself");
    }
    Map<String, Node> known = read.get(source);
    if (known == null) {
      known = new LinkedHashMap<>();
      Map<String, Node> own = keys(source.text());
      for (String name : texts(own.get("include"))) {
        known.putAll(included(source, name, open));
      }
      known.putAll(own);
      known.remove("include");
      read.put(source, known);
    }
    open.remove(source);
    return known;
  }

  private Map<String, Node> included(TaskSource source, String name, Set<TaskSource> open)
      throws IOException {
    try {
      return merged(source.include(name), open);
    } catch (NoSuchFileException e) {
      throw new YAMLException("include: no file " + e.getMessage(), e);
    }
  }

  private static Map<String, Node> keys(String text) {
    Optional<String> sections = sections(text);
    if (sections.isPresent()) {
      try {
        return keys(YamlFile.compose(new StringReader(sections.get())));
      } catch (YAMLException e) {
        // Such as an alias of what stands in another section.
        return keys(YamlFile.compose(new StringReader(text)));
      }
    }
    return keys(YamlFile.compose(new StringReader(text)));
  }

  /**
   * The lines of the keys that matter; absent where a line is no key's, no list's, no comment and
   * not indented, so that lines alone don't tell where a key begins.
   */
  private static Optional<String> sections(String text) {
    StringBuilder sections = new StringBuilder();
    boolean begun = false;
    boolean wanted = false;
    for (String line : text.lines().toList()) {
      if (!line.isEmpty() && " \t-#".indexOf(line.charAt(0)) < 0) {
        Matcher key = KEY.matcher(line);
        if (!key.matches()) {
          return Optional.empty();
        }
        begun = true;
        wanted = KEYS.contains(key.group(1));
      } else if (line.startsWith("---") || (line.startsWith("-") && !begun)) {
        return Optional.empty();
      }
      if (wanted) {
        sections.append(line).append('\n');
      }
    }
    return Optional.of(sections.toString());
  }

  private static Map<String, Node> keys(Node root) {
    Map<String, Node> keys = new LinkedHashMap<>();
    if (root instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key && KEYS.contains(key.getValue())) {
          keys.put(key.getValue(), tuple.getValueNode());
        }
      }
    } else if (root != null) {
      throw new YAMLException("is not a task file: it holds no YAML mapping");
    }
    return keys;
  }

  private static String text(String key, Map<String, Node> keys) {
    if (keys.get(key) instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new YAMLException(
        key
            + ": is not a name"
            + (key.equals("group") ? "; tasks that are selected together carry a tag" : ""));
  }

  private static List<String> tags(Map<String, Node> keys) {
    return texts(keys.get("tag"));
  }

  private static List<String> texts(Node node) {
    List<String> texts = new ArrayList<>();
    if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
      texts.add(scalar.getValue());
    } else if (node instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        if (item instanceof ScalarNode scalar) {
          texts.add(scalar.getValue());
        }
      }
    }
    return texts;
  }
}
