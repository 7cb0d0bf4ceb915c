package dev.plumbline.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command as the user typed it, to be typed again.
 *
 * @param arguments behind the program's name, verb and all
 */
record TypedCommand(List<String> arguments) {
  TypedCommand {
    arguments = List.copyOf(arguments);
  }

  static TypedCommand of(CommandSpec spec) {
    return new TypedCommand(spec.commandLine().getParseResult().originalArgs());
  }

  TypedCommand without(String argument) {
    return new TypedCommand(arguments.stream().filter(a -> !a.equals(argument)).toList());
  }

  TypedCommand with(String... more) {
    return new TypedCommand(Stream.concat(arguments.stream(), Stream.of(more)).toList());
  }

  /** As a POSIX shell reads it. */
  @Override
  public String toString() {
    return Stream.concat(Stream.of("plumbline"), arguments.stream())
        .map(TypedCommand::quoted)
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String argument) {
    return argument.matches("[A-Za-z0-9_./:=,@%+-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
