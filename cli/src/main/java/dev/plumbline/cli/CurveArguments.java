package dev.plumbline.cli;

import dev.plumbline.results.CurveSelection;
import dev.plumbline.results.Run;
import dev.plumbline.results.SelectedRuns;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options on which curves of runs are looked at. */
final class CurveArguments {
  @Option(
      names = "--task",
      paramLabel = "NAME",
      split = ",",
      description = "Only these tasks or groups of the runs (default: all).")
  private List<String> tasks = new ArrayList<>();

  // Not split at commas: the one in exact_match,flexible-extract stands before a filter.
  @Option(
      names = "--metric",
      paramLabel = "METRIC[,FILTER]",
      description =
          "Only this metric, with all of its filters or the one named, such as acc or"
              + " exact_match,flexible-extract; give the option once for each (default: all).")
  private List<String> metrics = new ArrayList<>();

  CurveSelection selection() {
    return new CurveSelection(
        tasks.stream().map(String::strip).toList(), metrics.stream().map(String::strip).toList());
  }

  List<Run> of(List<Run> runs) {
    return SelectedRuns.of(runs, selection());
  }

  Run of(Run run) {
    return of(List.of(run)).get(0);
  }
}
