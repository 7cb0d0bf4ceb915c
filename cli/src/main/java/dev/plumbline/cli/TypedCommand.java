package dev.plumbline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command to be typed again: as the user typed it, with what {@code plumbline.yaml} said written
 * out, so that it does the same where that file is not.
 *
 * @param arguments behind the program's name, verb and all
 */
record TypedCommand(List<String> arguments) {
  TypedCommand {
    arguments = List.copyOf(arguments);
  }

  static TypedCommand of(CommandSpec spec) {
    List<String> typed = spec.root().commandLine().getParseResult().expandedArgs();
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < typed.size(); i++) {
      if (typed.get(i).equals("--config")) {
        i++;
      } else if (!typed.get(i).startsWith("--config=")) {
        arguments.add(typed.get(i));
      }
    }
    return new TypedCommand(arguments).with(ConfigFile.of(spec).written(spec));
  }

  TypedCommand without(String argument) {
    return new TypedCommand(arguments.stream().filter(a -> !a.equals(argument)).toList());
  }

  /** With more options, before what is no option by its place. */
  TypedCommand with(List<String> options) {
    List<String> more = new ArrayList<>(arguments);
    int end = more.indexOf("--");
    more.addAll(end < 0 ? more.size() : end, options);
    return new TypedCommand(more);
  }

  /** As a POSIX shell reads it, where Plumbline is on its path. */
  @Override
  public String toString() {
    return CommandName.PLAIN + quoted();
  }

  /** The same, to be pasted where Plumbline was started now. */
  String here() {
    return CommandName.get() + quoted();
  }

  private String quoted() {
    return arguments.stream()
        .map(argument -> " " + Quoted.forShell(argument))
        .collect(Collectors.joining());
  }
}
