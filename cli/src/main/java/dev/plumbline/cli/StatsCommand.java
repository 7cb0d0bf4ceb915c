package dev.plumbline.cli;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.reports.Layout;
import dev.plumbline.reports.StatisticsCsv;
import dev.plumbline.reports.StatisticsReport;
import dev.plumbline.results.Run;
import dev.plumbline.results.TaskDepth;
import dev.plumbline.results.policy.DepthPolicy;
import dev.plumbline.results.statistics.SweepStatistics;
import java.nio.file.Path;
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
    name = "stats",
    description = "What a sweep's scores say: gains and their tests, saturation, envelope, policy.")
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

  @Mixin private TableOutput table;

  @Mixin private JsonOutput json;

  @Override
  public Integer call() {
    if (!(margin >= 0 && Double.isFinite(margin))) {
      throw new PlumblineException("--margin must be a number of at least 0, got " + margin);
    }
    Run opened = Run.open(run);
    List<SweepStatistics> statistics = SweepStatistics.of(opened, margin);
    if (statistics.isEmpty()) {
      throw new PlumblineException(
          run
              + (opened.curves().isEmpty()
                  ? ": this run has no scores"
                  : ": this run has no r that reads the last iteration; its means are in"
                      + " plumbline report"));
    }
    List<DepthPolicy> policies = policy ? DepthPolicy.of(opened) : List.of();
    if (json.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("run", run.toString());
      result.put("statistics", statistics);
      result.put("policies", policies);
      Map<String, TaskDepth> depths = new LinkedHashMap<>();
      opened
          .manifest()
          .tasks()
          .forEach(task -> task.depth().ifPresent(depth -> depths.put(task.name(), depth)));
      result.put("depths", depths);
      json.print(spec, result);
    } else {
      spec.commandLine()
          .getOut()
          .print(
              switch (table.format) {
                case TEXT -> people(opened, statistics, policies, Layout.TERMINAL);
                case MD -> people(opened, statistics, policies, Layout.MARKDOWN);
                case CSV -> StatisticsCsv.render(statistics, policies);
              });
    }
    return ExitCode.OK;
  }

  private static String people(
      Run run, List<SweepStatistics> statistics, List<DepthPolicy> policies, Layout layout) {
    return StatisticsReport.render(statistics, policies, layout)
        + StatisticsReport.depths(run.manifest(), layout);
  }
}
