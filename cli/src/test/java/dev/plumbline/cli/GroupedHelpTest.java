package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

class GroupedHelpTest {
  private static Ended help(String... arguments) {
    Ended ended = Ended.run(arguments);
    assertThat(ended.code()).isEqualTo(ExitCode.OK);
    assertThat(ended.err()).isEmpty();
    return ended;
  }

  @Test
  void everyVerbStandsInTheListOnceAndInAGroup() {
    String help = help("--help").out();
    String list = help.substring(help.indexOf("Measure:"), help.indexOf("Examples:"));
    assertThat(Plumbline.class.getAnnotation(Command.class).subcommands())
        .allSatisfy(
            verb -> {
              String name = verb.getAnnotation(Command.class).name();
              assertThat(Pattern.compile("(?m)^  " + name + " ").matcher(list).results().count())
                  .as(name)
                  .isOne();
            });
    assertThat(help)
        .containsSubsequence("Measure:", "Look:", "Check in CI:", "Exchange:", "Prepare:");
    assertThat(help().out()).isEqualTo(help);
    assertThat(help("help").out()).isEqualTo(help);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sweep", "paths", "trace", "gate", "report"})
  void optionsAreThereOnceEachAndGroupedWhereTheyAreMany(String verb) {
    String help = help(verb, "--help").out();
    assertThat(help("help", verb).out()).isEqualTo(help);
    List<String> options =
        Pattern.compile("(?m)^  (?:-\\w,|   ) (--[^ =,]+)")
            .matcher(help)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(options).doesNotHaveDuplicates().contains("--help", "--debug");
    assertThat(help.contains("\nOutput and help:\n")).isEqualTo(options.size() >= 20);
  }

  @Test
  void aReportsHelpTellsItsPicturesApart() {
    assertThat(help("help", "report").out())
        .containsSubsequence(
            "\nThe report:\n",
            "--full-text",
            "\nWhat it shows:\n",
            "--task",
            "--label",
            "--reference",
            "\nThe picture:\n",
            "--width",
            "\nOutput and help:\n",
            "--debug");
  }

  @Test
  void headingsOfASweepAreItsOwn() {
    assertThat(help("help", "sweep").out())
        .containsSubsequence(
            "\nThe sweep:\n",
            "--iterations",
            "\nDepths:\n",
            "--exit",
            "\nTasks and prompts:\n",
            "--tasks",
            "--data",
            "\nGenerated texts and programs:\n",
            "--temperature",
            "--allow-code",
            "\nStates and machine:\n",
            "--threads",
            "\nOutput and help:\n",
            "--quiet");
  }

  @Test
  void unknownVerbIsRefused() {
    Ended ended = Ended.run("help", "swep");
    assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(ended.err())
        .isEqualTo("plumbline: Unknown subcommand 'swep'; see plumbline --help\n");
  }
}
