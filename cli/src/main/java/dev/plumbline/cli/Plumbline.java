package dev.plumbline.cli;

import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line's entry point: {@code plumbline VERB}. */
@Command(
    name = "plumbline",
    description = "Measures how a recurrent-depth language model trades compute for quality.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLines.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      SweepCommand.class,
      ScoreCommand.class,
      ExportCommand.class,
      ReportCommand.class,
      StatsCommand.class,
      PathsCommand.class,
      TraceCommand.class,
      CompareCommand.class,
      BaselineCommand.class,
      GateCommand.class,
      QueryCommand.class,
      SubmitCommand.class,
      ImportCommand.class,
      TasksCommand.class,
      ModelsCommand.class,
      DataCommand.class,
      GenerateCompletion.class,
      HelpCommand.class
    })
public final class Plumbline {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces of errors.")
  private boolean debug;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Options from a YAML file, by verb (default: plumbline.yaml, if there is one).")
  @SuppressWarnings("UnusedVariable") // ConfigFile reads it before the line is parsed.
  private String config;

  /** Java spells paths in the locale's encoding alone. */
  private static final String LOCALE =
      "has characters that the locale's encoding, %s, does not have; set LC_ALL=C.UTF-8"
          .formatted(System.getProperty("sun.jnu.encoding"));

  private Plumbline() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Runs one command and returns its exit code. */
  static int run(PrintWriter rawOut, PrintWriter rawErr, String... args) {
    PrintWriter out = new PrintWriter(new InertWriter(rawOut), true);
    PrintWriter err = new PrintWriter(new InertWriter(rawErr), true);
    Plumbline plumbline = new Plumbline();
    CommandLine line =
        new CommandLine(plumbline)
            .setOut(out)
            .setErr(err)
            .setUsageHelpAutoWidth(true)
            .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler((e, unparsed) -> wrongUse(e, err))
            .setExecutionExceptionHandler((e, command, parsed) -> plumbline.failed(e, err));
    GroupedHelp.in(line);
    try {
      line.setDefaultValueProvider(ConfigFile.find(args, line));
    } catch (PlumblineException e) {
      return plumbline.failed(e, err);
    }
    int code = args.length == 0 ? line.execute("--help") : line.execute(args);
    out.flush();
    if (rawOut.checkError()) {
      err.println("plumbline: standard output could not be written; not all of it is there");
      code = code == ExitCode.OK ? ExitCode.WRONG_INPUT : code;
    }
    err.flush();
    return code;
  }

  private static int wrongUse(ParameterException e, PrintWriter err) {
    if (String.valueOf(e.getMessage()).contains(InvalidPathException.class.getName())) {
      err.println("plumbline: a path on the command line or in plumbline.yaml " + LOCALE);
      return ExitCode.WRONG_INPUT;
    }
    String verb = e.getCommandLine().getCommandSpec().qualifiedName();
    List<String> nearest =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    err.printf(
        "plumbline: %s%s; see %s%n",
        e.getMessage().lines().findFirst().orElse("").replaceFirst("\\.$", ""),
        nearest.isEmpty() ? "" : " (did you mean " + String.join(" or ", nearest) + "?)",
        CommandName.spelledIn(verb + " --help"));
    return ExitCode.WRONG_INPUT;
  }

  private int failed(Throwable e, PrintWriter err) {
    if (debug) {
      e.printStackTrace(err);
    }
    if (e instanceof PlumblineException) {
      err.println("plumbline: " + CommandName.spelledIn(e.getMessage()));
      return ExitCode.WRONG_INPUT;
    }
    if (e instanceof InvalidPathException path) {
      err.printf("plumbline: %s: this path %s%n", path.getInput(), LOCALE);
      return ExitCode.WRONG_INPUT;
    }
    if (e instanceof IOException io) {
      String where = io instanceof FileSystemException file ? file.getFile() : "reading or writing";
      err.printf("plumbline: %s: %s%n", where, PlumblineException.reason(io));
      return ExitCode.WRONG_INPUT;
    }
    err.printf("plumbline: internal error: %s; please report it with the output of --debug%n", e);
    return ExitCode.INTERNAL_ERROR;
  }
}
