package dev.plumbline.cli;

import dev.plumbline.harness.DataCache;
import dev.plumbline.tasks.DataCatalog;
import dev.plumbline.tasks.HubDatasets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
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
      description =
          "Fetches data from its original sources, or OWNER/NAME from the Hugging Face hub (HF_TOKEN,"
              + " HF_ENDPOINT), checks it and keeps it in a cache.")
  int fetch(
      @Parameters(
              paramLabel = "DATASET",
              arity = "0..*",
              description = "Data sets by name, or OWNER/NAME (default: all that tasks list has).")
          List<String> datasets,
      @Option(
              names = "--dataset-name",
              paramLabel = "CONFIG",
              description =
                  "Of OWNER/NAME: the configuration, as in a task's dataset_name (default: the only"
                      + " one).")
          String config,
      @Option(
              names = "--split",
              paramLabel = "SPLIT",
              split = ",",
              description = "Of OWNER/NAME: splits, separated by commas (default: all).")
          List<String> splits,
      @Option(
              names = "--to",
              paramLabel = "DIR",
              description = "The cache (default: PLUMBLINE_CACHE, else ~/.cache/plumbline).")
          Path folder) {
    Path cache = folder == null ? DataCache.folder() : folder;
    List<String> names = datasets == null ? List.of() : datasets;
    List<String> own = names.stream().filter(name -> !name.contains("/")).toList();
    Consumer<String> progress = line -> spec.commandLine().getErr().println(line);
    List<Path> files = new ArrayList<>();
    if (names.isEmpty() || !own.isEmpty()) {
      files.addAll(DataCatalog.builtIn().fetch(own, cache, progress));
    }
    HubDatasets hub = HubDatasets.of(System.getenv());
    for (String name : names) {
      if (!own.contains(name)) {
        List<String> wanted = splits == null ? List.of() : splits;
        files.addAll(hub.fetch(name, Optional.ofNullable(config), wanted, cache, progress));
      }
    }
    files.forEach(file -> spec.commandLine().getOut().println(file));
    return ExitCode.OK;
  }
}
