package dev.plumbline.cli;

import dev.plumbline.exchange.table.SampleTable;
import dev.plumbline.exchange.table.SampleTable.Format;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "query",
    description =
        "Writes the samples of runs as one table, a row per run, task, document, r and metric, for"
            + " DuckDB, pandas and others.")
final class QueryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Folders of runs.")
  private List<Path> runs;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      required = true,
      description = "The file to write; it ends in .parquet or .csv.")
  private Path out;

  @Override
  public Integer call() {
    Path folder = out.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new PlumblineException(folder + ": no such folder for the table; make it first");
    }
    long rows = SampleTable.write(runs.stream().map(Run::open).toList(), out, format());
    spec.commandLine().getOut().printf("wrote %d rows to %s%n", rows, out);
    return ExitCode.OK;
  }

  private Format format() {
    if (out.toString().endsWith(".parquet")) {
      return Format.PARQUET;
    }
    if (out.toString().endsWith(".csv")) {
      return Format.CSV;
    }
    throw new PlumblineException(out + ": a table's file ends in .parquet or .csv");
  }
}
