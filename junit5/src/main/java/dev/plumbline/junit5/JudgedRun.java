package dev.plumbline.junit5;

import dev.plumbline.ci.Baseline;
import dev.plumbline.ci.BaselineFile;
import dev.plumbline.ci.Gate;
import dev.plumbline.ci.Rule;
import dev.plumbline.ci.Rules;
import dev.plumbline.ci.Verdict;
import dev.plumbline.results.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A run and what it is compared with. */
final class JudgedRun {
  private final Run run;
  private final Optional<Baseline> baseline;
  private final double margin;
  private final double alpha;
  private List<Verdict> losses;

  /**
   * @param margin the loss that is tolerated, in the metric's own unit
   * @param alpha how likely all comparisons together may report a loss by chance
   */
  JudgedRun(Run run, Optional<Path> baseline, double margin, double alpha) {
    this.run = run;
    this.baseline = baseline.map(file -> Attribute.of("baseline", () -> BaselineFile.read(file)));
    this.margin = margin;
    this.alpha = alpha;
  }

  Verdict judge(Rule rule) {
    return verdicts(rule).get(0);
  }

  /** Of every point of the baseline, tested together. */
  synchronized List<Verdict> losses() {
    if (losses == null) {
      Rule all = new Rule.NoLoss(Optional.empty(), List.of(), margin);
      losses = verdicts(all);
    }
    return losses;
  }

  private List<Verdict> verdicts(Rule rule) {
    return Attribute.all(
        () -> Gate.judge(run, new Rules(alpha, List.of(rule)), baseline).verdicts());
  }

  /** Where to look for what failed: a line, or nothing where nothing did. */
  String failedSamples() {
    long failed = run.manifest().failed();
    return failed == 0
        ? ""
        : "\n%d samples failed; the run with them is in %s".formatted(failed, run.folder());
  }
}
