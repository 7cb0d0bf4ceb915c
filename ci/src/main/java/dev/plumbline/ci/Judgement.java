package dev.plumbline.ci;

import dev.plumbline.ci.FlippedDocuments.Change;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import dev.plumbline.results.statistics.Saturation;
import dev.plumbline.results.statistics.ScoreTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One gate at work on one run. */
final class Judgement {
  private final Run run;
  private final Rules rules;
  private final Optional<Baseline> baseline;
  private final Baseline now;
  private final List<CurvePoint> curves;

  /** A verdict whose flips are not told yet. */
  record Draft(
      String kind, String subject, String task, boolean holds, String says, List<Change> changes) {}

  Judgement(Run run, Rules rules, Optional<Baseline> baseline) {
    this.run = run;
    this.rules = rules;
    this.baseline = baseline;
    this.now = Baseline.of(run, true);
    this.curves = run.curves();
  }

  GateReport report() {
    List<Draft> drafts = new ArrayList<>();
    List<LossCheck> losses = new ArrayList<>();
    for (Rule rule : rules.rules()) {
      if (rule instanceof Rule.Minimum minimum) {
        drafts.add(minimum(minimum.threshold()));
      } else if (rule instanceof Rule.NoLoss noLoss) {
        losses.addAll(
            LossCheck.of(noLoss, baseline.orElseThrow(Judgement::noBaseline), now, curves));
      } else if (rule instanceof Rule.Saturation saturation) {
        drafts.add(saturation(saturation));
      } else if (rule instanceof Rule.Cost cost) {
        drafts.addAll(
            new CostCheck(baseline.orElseThrow(Judgement::noBaseline), now).verdicts(cost));
      }
    }
    drafts.addAll(LossCheck.judge(losses, rules.alpha()));

    FlippedDocuments flipped =
        new FlippedDocuments(
            run, drafts.stream().filter(d -> !d.holds).flatMap(d -> d.changes.stream()).toList());
    List<Verdict> verdicts = new ArrayList<>();
    for (Draft d : drafts) {
      List<Flip> flips = d.holds ? List.of() : flipped.of(d.changes);
      verdicts.add(new Verdict(d.kind, d.subject, d.task, d.holds, d.says, flips));
    }
    return new GateReport(
        now.bundle(), baseline.map(Baseline::bundle).orElse(""), verdicts, notes());
  }

  private static PlumblineException noBaseline() {
    return new PlumblineException(
        "a rule on losses or costs needs something to compare with; give --baseline FILE, written"
            + " by plumbline baseline");
  }

  private Draft minimum(Threshold threshold) {
    List<Gate.Failure> failures = Gate.check(curves, List.of(threshold));
    CurvePoint point = curves.stream().filter(threshold::isAbout).findFirst().orElseThrow();
    CurveName curve = CurveName.of(point);
    String says =
        failures.isEmpty()
            ? "%s is %s (n=%d), at least %s"
                .formatted(
                    Threshold.name(point),
                    Numbers.of(point.value()),
                    point.n(),
                    threshold.minimum())
            : failures.get(0).toString();
    return new Draft(
        "minimum",
        Threshold.name(point),
        point.task(),
        failures.isEmpty(),
        says,
        changesSinceBaseline(curve, point.iterations()));
  }

  /** Where there is a baseline of the same documents. */
  private List<Change> changesSinceBaseline(CurveName curve, int iterations) {
    Optional<TaskScores> before = baseline.flatMap(b -> b.task(curve.task()));
    TaskScores after = now.task(curve.task()).orElseThrow();
    if (before.isEmpty()
        || !before.get().has(curve.metric(), iterations)
        || Pairing.refusal(before.get(), after).isPresent()) {
      return List.of();
    }
    return changes(
        curve,
        iterations,
        after,
        before.get().scores(curve.metric(), iterations),
        after.scores(curve.metric(), iterations));
  }

  static List<Change> changes(
      CurveName curve, int iterations, TaskScores documents, double[] before, double[] after) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < before.length; i++) {
      // One that had no score before did not flip.
      if (!Double.isNaN(before[i]) && before[i] != after[i]) {
        int docId = documents.documents().get(i).docId();
        changes.add(new Change(curve, docId, iterations, before[i], after[i]));
      }
    }
    return changes;
  }

  private Draft saturation(Rule.Saturation rule) {
    ScoreTable table =
        ScoreTable.of(run).stream()
            .filter(t -> new CurveName(t.task(), t.key()).equals(rule.curve()))
            .findFirst()
            .orElseThrow(() -> Gate.noSuchPoint(rule.curve().at(rule.by()), curves));
    return saturation(rule, table, now.task(rule.curve().task()).orElseThrow());
  }

  private Draft saturation(Rule.Saturation rule, ScoreTable table, TaskScores scores) {
    List<Integer> depths = table.depths();
    if (!depths.contains(rule.by())) {
      throw Gate.noSuchPoint(rule.curve().at(rule.by()), curves);
    }
    if (rule.by() == depths.get(depths.size() - 1)) {
      throw new PlumblineException(
          "%s: a curve that ends at r=%d cannot saturate later; sweep deeper, or ask for less"
              .formatted(rule.curve(), rule.by()));
    }
    Saturation found =
        Saturation.of(table, rule.margin())
            .orElseThrow(
                () ->
                    new PlumblineException(
                        rule.curve()
                            + ": no document has a score at every r, so where the curve"
                            + " saturates cannot be told"));
    String says =
        String.format(
            Locale.ROOT,
            "%s saturates at r=%d (within %s of the best, r=%d; 95%% interval %d to %d, n=%d),"
                + " %s r=%d",
            rule.curve(),
            found.iterations(),
            Numbers.of(rule.margin()),
            found.best(),
            found.low(),
            found.high(),
            found.n(),
            found.iterations() <= rule.by() ? "no later than" : "later than",
            rule.by());
    String metric = rule.curve().metric();
    return new Draft(
        "saturation",
        rule.curve().toString(),
        rule.curve().task(),
        found.iterations() <= rule.by(),
        says,
        changes(
            rule.curve(),
            rule.by(),
            scores,
            scores.scores(metric, found.best()),
            scores.scores(metric, rule.by())));
  }

  /** What nobody compared, and what the comparison is with. */
  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (baseline.isEmpty()) {
      return notes;
    }
    for (TaskScores task : now.tasks()) {
      if (baseline.get().task(task.name()).isEmpty()) {
        notes.add(
            task.name()
                + " is not in the baseline, so it was not compared; plumbline baseline adds it");
      }
    }
    for (Map.Entry<String, String> setting : baseline.get().settings().entrySet()) {
      String other = now.settings().get(setting.getKey());
      if (!setting.getValue().equals(other)) {
        notes.add(
            "setting %s is %s and was %s in the baseline"
                .formatted(setting.getKey(), other == null ? "none" : other, setting.getValue()));
      }
    }
    return notes;
  }
}
