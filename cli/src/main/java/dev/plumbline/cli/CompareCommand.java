package dev.plumbline.cli;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.reports.ComparisonCsv;
import dev.plumbline.reports.ComparisonReport;
import dev.plumbline.reports.Layout;
import dev.plumbline.reports.ReferenceCsv;
import dev.plumbline.reports.ReferenceReport;
import dev.plumbline.results.Run;
import dev.plumbline.results.comparison.Comparison;
import dev.plumbline.results.comparison.Flip;
import dev.plumbline.results.published.BesideReference;
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

@Command(
    name = "compare",
    description =
        "Compares runs with the first one, document by document, and with published curves.")
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description =
          "Folders of runs; the others are compared with the first. One is enough with --reference.")
  private List<Path> runs;

  @Option(
      names = "--flips",
      description =
          "Also list the documents whose score changed, with prompt and answers (--format csv: these"
              + " instead; with --reference the published curves instead).")
  private boolean withFlips;

  @Mixin private CurveArguments curves;

  @Mixin private ReferenceArguments references;

  @Mixin private TableOutput table;

  @Mixin private JsonOutput json;

  @Override
  public Integer call() {
    if (runs.size() < 2 && !references.isGiven()) {
      throw new PlumblineException(
          "compare requires at least 2 values for RUN, or one and --reference NAME");
    }
    if (withFlips && references.isGiven() && table.format == TableOutput.Format.CSV) {
      throw new PlumblineException(
          "--format csv writes one table; leave out either --flips or --reference");
    }
    List<Run> opened = curves.of(runs.stream().map(Run::open).toList());
    List<BesideReference> beside = references.beside(opened);
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
      if (references.isGiven()) {
        result.put("references", beside);
      }
      json.print(spec, result);
      return ExitCode.OK;
    }
    spec.commandLine()
        .getOut()
        .print(
            switch (table.format) {
              case TEXT -> text(comparisons, flips, beside, Layout.TERMINAL);
              case MD -> text(comparisons, flips, beside, Layout.MARKDOWN);
              case CSV -> csv(comparisons, flips, beside);
            });
    return ExitCode.OK;
  }

  private String csv(
      List<Comparison> comparisons, List<List<Flip>> flips, List<BesideReference> beside) {
    if (references.isGiven()) {
      return ReferenceCsv.render(beside);
    }
    return withFlips ? ComparisonCsv.flips(comparisons, flips) : ComparisonCsv.render(comparisons);
  }

  private static String text(
      List<Comparison> comparisons,
      List<List<Flip>> flips,
      List<BesideReference> beside,
      Layout layout) {
    List<String> sections = new ArrayList<>();
    for (int i = 0; i < comparisons.size(); i++) {
      String comparison = ComparisonReport.render(comparisons.get(i), layout);
      sections.add(
          flips.isEmpty()
              ? comparison
              : comparison + "\n" + ComparisonReport.flips(flips.get(i), layout));
    }
    beside.forEach(one -> sections.add(ReferenceReport.render(one, layout)));
    return String.join("\n", sections);
  }
}
