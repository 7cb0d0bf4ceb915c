package dev.plumbline.cli;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.reports.Layout;
import dev.plumbline.reports.TraceCsv;
import dev.plumbline.reports.TraceReport;
import dev.plumbline.reports.html.TracePage;
import dev.plumbline.results.Run;
import dev.plumbline.results.trace.Trace;
import dev.plumbline.results.trace.TraceStatistics;
import dev.plumbline.results.trace.TraceSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trace to show.
 *
 * @param run the answers to its prompts, if they are there
 */
record ReportedTrace(Trace trace, Optional<Run> run) {

  /** Absent where all folders are runs. */
  static Optional<ReportedTrace> among(List<Path> folders) {
    List<Path> traces = folders.stream().filter(Trace::isTrace).toList();
    if (traces.isEmpty()) {
      return Optional.empty();
    }
    List<Run> runs = folders.stream().filter(f -> !Trace.isTrace(f)).map(Run::open).toList();
    if (traces.size() > 1 || runs.size() > 1) {
      throw new PlumblineException(
          "a trace is shown alone, or beside one run; got %d traces and %d runs"
              .formatted(traces.size(), runs.size()));
    }
    return Optional.of(new ReportedTrace(Trace.open(traces.get(0)), runs.stream().findFirst()));
  }

  String html() {
    return TracePage.of(trace, run.map(of -> TraceStatistics.right(trace, of)).orElse(Map.of()));
  }

  String markdown() {
    TraceStatistics statistics =
        run.map(of -> TraceStatistics.of(trace, of)).orElseGet(() -> TraceStatistics.of(trace));
    return TraceReport.render(trace, TraceSummary.of(trace), Layout.MARKDOWN)
        + "\n"
        + TraceReport.render(statistics, Layout.MARKDOWN);
  }

  String csv() {
    return TraceCsv.render(trace);
  }
}
