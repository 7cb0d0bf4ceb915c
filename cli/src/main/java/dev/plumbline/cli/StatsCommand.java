package dev.plumbline.cli;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.reports.ExitReport;
import dev.plumbline.reports.Layout;
import dev.plumbline.reports.StatisticsCsv;
import dev.plumbline.reports.StatisticsReport;
import dev.plumbline.reports.TraceReport;
import dev.plumbline.results.Run;
import dev.plumbline.results.TaskDepth;
import dev.plumbline.results.exits.Exits;
import dev.plumbline.results.policy.DepthPolicy;
import dev.plumbline.results.statistics.SweepStatistics;
import dev.plumbline.results.trace.Trace;
import dev.plumbline.results.trace.TraceStatistics;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "stats",
    description =
        "What a sweep's scores say: gains and their tests, saturation, envelope, policy;"
            + " what points of no fixed r are worth.")
final class StatsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run;

  @Option(
      names = "--margin",
      paramLabel = "LOSS",
      defaultValue = "0.01",
      description =
          "The loss against the best r that saturation tolerates, in the metric's own unit (default:"
              + " ${DEFAULT-VALUE}).")
  private double margin;

  @Option(
      names = "--policy",
      description = "Also learn a depth policy from the samples and say what it is worth.")
  private boolean policy;

  @Option(
      names = "--trace",
      paramLabel = "TRACE",
      description =
          "Also say what the states of a trace of the same prompts have to do with the answers.")
  private Path trace;

  @Mixin private CurveArguments curves;

  @Mixin private TableOutput table;

  @Mixin private JsonOutput json;

  @Override
  public Integer call() {
    if (!(margin >= 0 && Double.isFinite(margin))) {
      throw new PlumblineException("--margin must be a number of at least 0, got " + margin);
    }
    Run opened = curves.of(Run.open(run));
    List<SweepStatistics> statistics = SweepStatistics.of(opened, margin);
    Exits exits = Exits.of(opened);
    if (statistics.isEmpty() && exits.isEmpty()) {
      throw new PlumblineException(run + ": this run has no scores");
    }
    List<DepthPolicy> policies = policy ? DepthPolicy.of(opened) : List.of();
    Optional<TraceStatistics> states =
        Optional.ofNullable(trace).map(t -> TraceStatistics.of(Trace.open(t), opened));
    if (json.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("run", run.toString());
      result.put("statistics", statistics);
      result.put("policies", policies);
      result.put("exits", exits);
      Map<String, TaskDepth> depths = new LinkedHashMap<>();
      opened
          .manifest()
          .tasks()
          .forEach(task -> task.depth().ifPresent(depth -> depths.put(task.name(), depth)));
      result.put("depths", depths);
      states.ifPresent(of -> result.put("trace", of));
      json.print(spec, result);
    } else {
      spec.commandLine()
          .getOut()
          .print(
              switch (table.format) {
                case TEXT -> text(opened, statistics, policies, exits, states, Layout.TERMINAL);
                case MD -> text(opened, statistics, policies, exits, states, Layout.MARKDOWN);
                case CSV -> StatisticsCsv.render(statistics, policies, exits, states);
              });
    }
    return ExitCode.OK;
  }

  private static String text(
      Run run,
      List<SweepStatistics> statistics,
      List<DepthPolicy> policies,
      Exits exits,
      Optional<TraceStatistics> states,
      Layout layout) {
    return (statistics.isEmpty() ? "" : StatisticsReport.render(statistics, policies, layout))
        + StatisticsReport.depths(run.manifest(), layout)
        + (exits.isEmpty() ? "" : "\n" + ExitReport.render(exits, layout))
        + states.map(of -> "\n" + TraceReport.render(of, layout)).orElse("");
  }
}
