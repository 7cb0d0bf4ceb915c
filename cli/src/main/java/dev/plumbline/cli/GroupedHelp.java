package dev.plumbline.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Help in groups: verbs by what one wants to do, options by what they are about, which is the class
 * that declares them.
 */
final class GroupedHelp {
  private static final String OTHER_VERBS = "Else";

  private static final Map<String, List<String>> VERBS = verbs();

  private static final String OTHER_OPTIONS = "Output and help";

  private static final Map<Class<?>, String> OPTIONS =
      Map.ofEntries(
          Map.entry(SweepCommand.class, "The sweep"),
          Map.entry(PathsCommand.class, "The study"),
          Map.entry(TraceCommand.class, "The trace"),
          Map.entry(ReportCommand.class, "The report"),
          Map.entry(CurveArguments.class, "What it shows"),
          Map.entry(LabelArguments.class, "What it shows"),
          Map.entry(ReferenceArguments.class, "What it shows"),
          Map.entry(PictureArguments.class, "The picture"),
          Map.entry(AutoArguments.class, "Depths"),
          Map.entry(DepthArguments.class, "Depths"),
          Map.entry(TaskArguments.class, "Tasks and prompts"),
          Map.entry(SourceArguments.class, "Tasks and prompts"),
          Map.entry(IncludePath.class, "Tasks and prompts"),
          Map.entry(GenerationArguments.class, "Generated texts and programs"),
          Map.entry(CodeArguments.class, "Generated texts and programs"),
          Map.entry(ModelArguments.class, "States and machine"),
          Map.entry(StartArguments.class, "States and machine"),
          Map.entry(HardwareArguments.class, "States and machine"),
          Map.entry(ClusterArguments.class, "States and machine"));

  /** Fewer options than these need no headings. */
  private static final int MANY_OPTIONS = 20;

  private GroupedHelp() {}

  private static Map<String, List<String>> verbs() {
    Map<String, List<String>> verbs = new LinkedHashMap<>();
    verbs.put("Measure", List.of("sweep", "paths", "trace", "score"));
    verbs.put("Look", List.of("report", "stats", "compare", "query"));
    verbs.put("Check in CI", List.of("baseline", "gate"));
    verbs.put("Exchange", List.of("import", "submit"));
    verbs.put("Prepare", List.of("export", "models", "tasks", "data"));
    return verbs;
  }

  /** Sets it up for a command line and all its verbs. */
  static void in(CommandLine line) {
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, GroupedHelp::verbs);
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    line.getCommandSpec().usageMessage().footer(examples());
    line.getSubcommands()
        .values()
        .forEach(
            verb ->
                verb.getHelpSectionMap()
                    .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, GroupedHelp::options));
  }

  private static String[] examples() {
    String plumbline = CommandName.get();
    return new String[] {
      "",
      "Examples:",
      "  " + plumbline + " sweep",
      "      the embedded model on its own suite, with a page to look at",
      "  " + plumbline + " sweep -m huginn -t gsm8k,hellaswag -i 4,16,32 --limit 100 -o run",
      "      an exported model at three depths",
      "  " + plumbline + " report run -o run.html",
      "      every document and answer of it",
      "  " + plumbline + " gate run --require 'gsm8k:exact_match,strict-match@16>=0.3'",
      "      exit code 1 if it does not hold",
      "",
      "'" + plumbline + " help VERB' tells all of a verb."
    };
  }

  private static String verbs(Help help) {
    Map<String, CommandLine> left =
        new LinkedHashMap<>(help.commandSpec().commandLine().getSubcommands());
    StringBuilder text = new StringBuilder();
    VERBS.forEach(
        (heading, names) -> {
          Map<String, CommandLine> group = new LinkedHashMap<>();
          names.forEach(name -> group.put(name, left.remove(name)));
          text.append(group(help, heading, group));
        });
    return text.append(group(help, OTHER_VERBS, left)).toString();
  }

  private static String group(Help help, String heading, Map<String, CommandLine> verbs) {
    int width = help.commandSpec().usageMessage().width();
    int names = 22;
    Help.TextTable table =
        Help.TextTable.forColumns(
            help.colorScheme(),
            new Help.Column(names, 2, Help.Column.Overflow.SPAN),
            new Help.Column(width - names, 1, Help.Column.Overflow.WRAP));
    verbs.forEach(
        (name, verb) -> table.addRowValues(name, inShort(verb.getCommandSpec().usageMessage())));
    return "%n%s:%n%s".formatted(heading, table);
  }

  private static String inShort(UsageMessageSpec usage) {
    return String.join(" ", usage.header().length > 0 ? usage.header() : usage.description());
  }

  private static String options(Help help) {
    CommandSpec spec = help.commandSpec();
    if (spec.options().size() < MANY_OPTIONS) {
      return help.optionList();
    }
    Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        groups.computeIfAbsent(heading(option), heading -> new ArrayList<>()).add(option);
      }
    }
    List<OptionSpec> rest = groups.remove(OTHER_OPTIONS);
    groups.put(OTHER_OPTIONS, rest);
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (heading, options) -> {
          Help.Layout layout = help.createDefaultLayout();
          layout.addAllOptions(options, help.createDefaultParamLabelRenderer());
          text.append("%n%s:%n%s".formatted(heading, layout));
        });
    return text.toString();
  }

  private static String heading(ArgSpec option) {
    return option.userObject() instanceof Field field
        ? OPTIONS.getOrDefault(field.getDeclaringClass(), OTHER_OPTIONS)
        : OTHER_OPTIONS;
  }
}
