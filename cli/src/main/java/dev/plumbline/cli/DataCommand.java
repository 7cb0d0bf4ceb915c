package dev.plumbline.cli;

import dev.plumbline.harness.DataCache;
import dev.plumbline.tasks.DataCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "data",
    description = "Lists and fetches the benchmarks' data.",
    synopsisSubcommandLabel = "(list | fetch)")
final class DataCommand {
  @Spec private CommandSpec spec;

  @Command(name = "list", description = "Lists the public sources and their pinned checksums.")
  int list(@Mixin JsonOutput output) {
    List<DataCatalog.Source> sources = DataCatalog.builtIn().sources();
    if (output.json) {
      output.print(spec, sources);
      return ExitCode.OK;
    }
    for (DataCatalog.Source source : sources) {
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%-12s %-12s %9d bytes  %s%n",
              source.dataset(),
              source.split(),
              source.bytes(),
              source.url());
    }
    return ExitCode.OK;
  }

  @Command(
      name = "fetch",
      description = "Fetches data from its original sources, checks it and keeps it in a cache.")
  int fetch(
      @Parameters(
              paramLabel = "DATASET",
              arity = "0..*",
              description = "Data sets by name (default: all).")
          List<String> datasets,
      @Option(
              names = "--to",
              paramLabel = "DIR",
              description = "The cache (default: PLUMBLINE_CACHE, else ~/.cache/plumbline).")
          Path folder) {
    DataCatalog.builtIn()
        .fetch(
            datasets == null ? List.of() : datasets,
            folder == null ? DataCache.folder() : folder,
            line -> spec.commandLine().getErr().println(line))
        .forEach(file -> spec.commandLine().getOut().println(file));
    return ExitCode.OK;
  }
}
