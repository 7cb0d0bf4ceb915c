package dev.plumbline.cli;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.Nearest;
import dev.plumbline.protocol.text.YamlFile;
import dev.plumbline.protocol.text.YamlMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options from {@code plumbline.yaml}: a mapping from verb to a mapping from an option's long name,
 * without dashes, to its value; a list stands for a comma-separated value. The command line wins.
 */
final class ConfigFile implements IDefaultValueProvider {
  private static final String DEFAULT_NAME = "plumbline.yaml";

  /** They decide what code runs, and the file may come from elsewhere. */
  private static final Set<String> COMMAND_LINE_ALONE = Set.of("allow-task-code", "python");

  private final Map<String, String> values;

  private ConfigFile(Map<String, String> values) {
    this.values = values;
  }

  /** The file that {@code --config} names, else the one in the current folder, else nothing. */
  static ConfigFile find(String[] args, CommandLine line) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--config") && i + 1 < args.length) {
        return read(Path.of(args[i + 1]), line);
      } else if (args[i].startsWith("--config=")) {
        return read(Path.of(args[i].substring("--config=".length())), line);
      }
    }
    Path file = Path.of(DEFAULT_NAME);
    return Files.isRegularFile(file) ? read(file, line) : new ConfigFile(Map.of());
  }

  /** What a command's options come from. */
  static ConfigFile of(CommandSpec spec) {
    return (ConfigFile) spec.commandLine().getDefaultValueProvider();
  }

  /**
   * What this says of a command and its command line does not, as that line would say it. A path
   * that something is read from is spelled in full, so that it holds in other folders.
   */
  List<String> written(CommandSpec spec) {
    List<String> written = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      String value = values.get(spec.name() + "." + key(option));
      if (value != null && !spec.commandLine().getParseResult().hasMatchedOption(option)) {
        written(option, value).ifPresent(written::add);
      }
    }
    return written;
  }

  private static Optional<String> written(OptionSpec option, String value) {
    boolean flag = option.arity().max() == 0;
    if (flag && Boolean.parseBoolean(value)) {
      return Optional.of(option.longestName());
    }
    if (flag) {
      return option.negatable() ? Optional.of("--no-" + key(option)) : Optional.empty();
    }
    boolean read = option.auxiliaryTypes()[0] == Path.class && !key(option).equals("out");
    return Optional.of(option.longestName() + "=" + (read ? inFull(option, value) : value));
  }

  private static String inFull(OptionSpec option, String value) {
    Stream<String> paths =
        option.splitRegex().isEmpty()
            ? Stream.of(value)
            : Arrays.stream(value.split(option.splitRegex(), -1));
    return paths
        .map(path -> Path.of(path).toAbsolutePath().normalize().toString())
        .collect(Collectors.joining(","));
  }

  private static ConfigFile read(Path file, CommandLine line) {
    Map<String, String> values = new HashMap<>();
    for (NodeTuple verb : entries(file, YamlFile.compose(file), "the file")) {
      CommandLine command = line.getSubcommands().get(text(file, verb.getKeyNode()));
      if (command == null) {
        throw unknown(file, verb.getKeyNode(), "verb", line.getSubcommands().keySet());
      }
      Map<String, OptionSpec> options =
          command.getCommandSpec().options().stream()
              .collect(Collectors.toMap(option -> key(option), option -> option));
      for (NodeTuple option : entries(file, verb.getValueNode(), command.getCommandName())) {
        String name = text(file, option.getKeyNode());
        if (!options.containsKey(name)) {
          throw unknown(
              file, option.getKeyNode(), "option of " + command.getCommandName(), options.keySet());
        }
        if (COMMAND_LINE_ALONE.contains(name)) {
          throw new PlumblineException(
              "%s:%d: %s lets code run; give --%s on the command line"
                  .formatted(file, YamlMap.line(option.getKeyNode()), name, name));
        }
        values.put(command.getCommandName() + "." + name, value(file, option.getValueNode()));
      }
    }
    return new ConfigFile(values);
  }

  private static List<NodeTuple> entries(Path file, Node node, String what) {
    if (node == null) {
      return List.of();
    }
    if (node instanceof MappingNode mapping) {
      Set<String> names = new HashSet<>();
      for (NodeTuple entry : mapping.getValue()) {
        if (!names.add(text(file, entry.getKeyNode()))) {
          throw new PlumblineException(
              "%s:%d: %s stands here twice; remove one"
                  .formatted(
                      file, YamlMap.line(entry.getKeyNode()), text(file, entry.getKeyNode())));
        }
      }
      return mapping.getValue();
    }
    throw new PlumblineException(
        "%s:%d: %s must be a mapping of names to values".formatted(file, YamlMap.line(node), what));
  }

  private static String value(Path file, Node node) {
    return node instanceof SequenceNode list
        ? list.getValue().stream().map(item -> text(file, item)).collect(Collectors.joining(","))
        : text(file, node);
  }

  private static String text(Path file, Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new PlumblineException(
        "%s:%d: expected a plain value or a list of them".formatted(file, YamlMap.line(node)));
  }

  private static PlumblineException unknown(Path file, Node key, String what, Set<String> known) {
    String name = text(file, key);
    String hint = Nearest.hint(name.replaceFirst("^-+", "").replace('_', '-'), known);
    return new PlumblineException(
        "%s:%d: unknown %s '%s'%s"
            .formatted(
                file,
                YamlMap.line(key),
                what,
                name,
                hint.isEmpty()
                    ? "; known are " + known.stream().sorted().collect(Collectors.joining(", "))
                    : hint));
  }

  private static String escaped(String value) {
    return value == null ? null : value.replace("$", "$$");
  }

  private static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  /**
   * Null, as picocli has it, leaves the option's own default. Text is text: picocli would put
   * variables of the environment and of the JVM into it, and so takes a dollar sign twice.
   */
  @Override
  public String defaultValue(ArgSpec argument) {
    CommandSpec command = argument.command();
    return argument instanceof OptionSpec option
        ? escaped(values.get(command.name() + "." + key(option)))
        : null;
  }
}
