package dev.plumbline.cli;

import dev.plumbline.reports.ComparisonCsv;
import dev.plumbline.reports.ComparisonReport;
import dev.plumbline.reports.Layout;
import dev.plumbline.results.Run;
import dev.plumbline.results.comparison.Comparison;
import dev.plumbline.results.comparison.Flip;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "compare", description = "Compares runs with the first one, document by document.")
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      arity = "2..*",
      description = "Folders of runs; the others are compared with the first.")
  private List<Path> runs;

  @Option(
      names = "--flips",
      description =
          "Also list the documents whose score changed, with prompt and answers (--format csv: these"
              + " instead).")
  private boolean withFlips;

  @Mixin private TableOutput table;

  @Mixin private JsonOutput json;

  @Override
  public Integer call() {
    List<Run> opened = runs.stream().map(Run::open).toList();
    List<Comparison> comparisons = new ArrayList<>();
    List<List<Flip>> flips = new ArrayList<>();
    for (Run other : opened.subList(1, opened.size())) {
      comparisons.add(Comparison.of(opened.get(0), other));
      if (withFlips) {
        flips.add(Flip.of(opened.get(0), other));
      }
    }
    if (json.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("comparisons", comparisons);
      if (withFlips) {
        result.put("flips", flips);
      }
      json.print(spec, result);
      return ExitCode.OK;
    }
    spec.commandLine()
        .getOut()
        .print(
            switch (table.format) {
              case TEXT -> text(comparisons, flips, Layout.TERMINAL);
              case MD -> text(comparisons, flips, Layout.MARKDOWN);
              case CSV ->
                  withFlips
                      ? ComparisonCsv.flips(comparisons, flips)
                      : ComparisonCsv.render(comparisons);
            });
    return ExitCode.OK;
  }

  private static String text(List<Comparison> comparisons, List<List<Flip>> flips, Layout layout) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < comparisons.size(); i++) {
      out.append(ComparisonReport.render(comparisons.get(i), layout));
      if (!flips.isEmpty()) {
        out.append('\n').append(ComparisonReport.flips(flips.get(i), layout));
      }
      out.append(i < comparisons.size() - 1 ? "\n" : "");
    }
    return out.toString();
  }
}
