package dev.plumbline.cli;

import dev.plumbline.allure.AllureResults;
import dev.plumbline.ci.Baseline;
import dev.plumbline.ci.BaselineFile;
import dev.plumbline.ci.Flip;
import dev.plumbline.ci.Gate;
import dev.plumbline.ci.GateReport;
import dev.plumbline.ci.Rules;
import dev.plumbline.ci.RulesFile;
import dev.plumbline.ci.Threshold;
import dev.plumbline.ci.Verdict;
import dev.plumbline.ci.github.Annotations;
import dev.plumbline.ci.github.StepSummary;
import dev.plumbline.ci.junitxml.JunitXml;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.WholeFile;
import dev.plumbline.reports.CurvePicture;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "gate",
    sortOptions = false,
    description =
        "Checks a run against thresholds, rules and a baseline; exit code 1 if anything does not"
            + " hold.")
final class GateCommand implements Callable<Integer> {
  private static final int FLIPS_SHOWN = 10;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run;

  @Option(
      names = "--require",
      paramLabel = "THRESHOLD",
      description =
          "task:metric[,filter]@r>=minimum, such as 'gsm8k:exact_match,strict-match@16>=0.30';"
              + " several may be given.")
  private List<String> thresholds = new ArrayList<>();

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "What plumbline baseline wrote. Without --rules: no point of it may be significantly"
              + " worse.")
  private Path baseline;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Rules in YAML: require, no_loss, saturation, cost; see docs/ci.md.")
  private Path rules;

  @Mixin private CurveArguments curves;

  @Option(
      names = "--junit-xml",
      paramLabel = "FILE",
      description = "Write the result as JUnit XML.")
  private Path junitXml;

  @Option(
      names = "--allure",
      paramLabel = "DIR",
      description = "Write the result as Allure results, with curves and flipped documents.")
  private Path allure;

  @Option(
      names = "--all",
      description = "Print the checks that hold, too; without it, how many do.")
  private boolean all;

  @Option(
      names = "--github",
      description = "Print annotations for GitHub Actions, and fill the step's summary.")
  private boolean github;

  @Override
  public Integer call() {
    Instant started = Instant.now();
    if (thresholds.isEmpty() && rules == null && baseline == null) {
      throw new PlumblineException("nothing to check; give --baseline, --rules or --require");
    }
    Rules asked =
        (rules != null ? RulesFile.read(rules) : baseline != null ? Rules.noLoss() : Rules.none())
            .plus(thresholds.stream().map(Threshold::parse).toList());
    Optional<Baseline> before = Optional.ofNullable(baseline).map(BaselineFile::read);
    Run opened = curves.of(Run.open(run));
    GateReport report = Gate.judge(opened, asked.only(curves.selection(), before), before);
    print(report);
    if (junitXml != null) {
      write(JunitXml.render(report), junitXml);
    }
    if (allure != null) {
      new AllureResults(allure, started, Instant.now())
          .write(report, opened.manifest(), picture(opened));
    }
    if (github) {
      annotate(report);
    }
    return report.holds() ? ExitCode.OK : ExitCode.GATE_FAILED;
  }

  private void print(GateReport report) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    report.notes().forEach(note -> err.println("note: " + note));
    List<Verdict> missed = report.verdicts().stream().filter(v -> !v.holds()).toList();
    for (Verdict verdict : missed) {
      err.println("missed: " + verdict.says());
      for (Flip flip : first(verdict.flips())) {
        err.println("  " + flip);
      }
      if (verdict.flips().size() > FLIPS_SHOWN) {
        err.printf("  and %d more%n", verdict.flips().size() - FLIPS_SHOWN);
      }
    }
    err.flush();
    report.verdicts().stream()
        .filter(verdict -> all && verdict.holds())
        .forEach(verdict -> out.println("holds: " + verdict.says()));
    out.println(report.summary());
  }

  private static List<Flip> first(List<Flip> flips) {
    return flips.subList(0, Math.min(FLIPS_SHOWN, flips.size()));
  }

  private static void write(String text, Path file) {
    try {
      WholeFile.write(file, out -> out.write(text));
    } catch (IOException e) {
      throw new PlumblineException(
          file + ": cannot be written (" + PlumblineException.reason(e) + "); choose another file");
    }
  }

  private static Optional<String> picture(Run run) {
    return run.curves().isEmpty()
        ? Optional.empty()
        : Optional.of(
            CurvePicture.of(run.curves(), run.manifest().bundle().name() + ": accuracy by r")
                .svg());
  }

  private void annotate(GateReport report) {
    Optional<String> file =
        Optional.ofNullable(baseline).filter(path -> !path.isAbsolute()).map(Path::toString);
    Annotations.of(report, file).forEach(spec.commandLine().getOut()::println);
    String summary = System.getenv("GITHUB_STEP_SUMMARY");
    if (summary != null && !summary.isEmpty()) {
      StepSummary.append(report, Path.of(summary));
    }
  }
}
