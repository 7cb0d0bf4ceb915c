package dev.plumbline.ci;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.Run;
import dev.plumbline.results.statistics.Saturation;
import dev.plumbline.results.statistics.ScoreTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One gate at work on one run. */
final class Judgement {
  private final Run run;
  private final Rules rules;
  private final Optional<Baseline> baseline;
  private final Baseline now;
  private final List<CurvePoint> curves;

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
      drafts.addAll(
          rule.<List<Draft>>match(
              minimum -> List.of(minimum(minimum.threshold())),
              noLoss -> {
                losses.addAll(LossCheck.of(noLoss, requireBaseline(), now, curves));
                return List.of();
              },
              saturation -> List.of(saturation(saturation)),
              cost -> new CostCheck(requireBaseline(), now).verdicts(cost)));
    }
    drafts.addAll(LossCheck.judge(losses, rules.alpha()));

    FlippedDocuments flipped =
        new FlippedDocuments(
            run,
            drafts.stream().filter(d -> !d.holds()).flatMap(d -> d.changes().stream()).toList());
    List<Verdict> verdicts = new ArrayList<>();
    for (Draft d : drafts) {
      List<Flip> flips = d.holds() ? List.of() : flipped.of(d.changes());
      verdicts.add(new Verdict(d.kind(), d.subject(), d.task(), d.holds(), d.says(), flips));
    }
    return new GateReport(
        now.bundle(), baseline.map(Baseline::bundle).orElse(""), verdicts, notes());
  }

  private Baseline requireBaseline() {
    return baseline.orElseThrow(
        () ->
            new PlumblineException(
                "a rule on losses or costs needs something to compare with; give --baseline FILE,"
                    + " written by plumbline baseline"));
  }

  private Draft minimum(Threshold threshold) {
    MinimumCheck check = MinimumCheck.of(threshold, curves);
    return new Draft(
        "minimum",
        check.point().name(),
        check.point().task(),
        check.holds(),
        check.toString(),
        changesSinceBaseline(check.point().curve(), check.point().point()));
  }

  /** Where there is a baseline of the same documents. */
  private List<Change> changesSinceBaseline(CurveId curve, SweepPoint point) {
    Optional<TaskScores> before = baseline.flatMap(b -> b.task(curve.task()));
    // A task whose scores are no means has none by document.
    Optional<TaskScores> scores = now.task(curve.task());
    if (before.isEmpty() || scores.isEmpty()) {
      return List.of();
    }
    TaskScores after = scores.get();
    if (!before.get().has(curve.score(), point)
        || !after.has(curve.score(), point)
        || Pairing.refusal(before.get(), after).isPresent()) {
      return List.of();
    }
    return Change.of(
        curve,
        point,
        after,
        before.get().scores(curve.score(), point),
        after.scores(curve.score(), point));
  }

  private Draft saturation(Rule.Saturation rule) {
    ScoreTable table =
        ScoreTable.overDepths(run).stream()
            .filter(t -> t.curve().equals(rule.curve()))
            .findFirst()
            .orElseThrow(() -> NoSuchPoint.of(rule.curve().at(rule.by()), curves));
    return saturation(rule, table, now.task(rule.curve().task()).orElseThrow());
  }

  private Draft saturation(Rule.Saturation rule, ScoreTable table, TaskScores scores) {
    List<SweepPoint> points = table.points();
    if (!points.contains(rule.by())) {
      throw NoSuchPoint.of(rule.curve().at(rule.by()), curves);
    }
    if (rule.by().equals(points.get(points.size() - 1))) {
      throw new PlumblineException(
          "%s: a curve that ends at r=%s cannot saturate later; sweep deeper, or ask for less"
              .formatted(rule.curve(), rule.by().label()));
    }
    Saturation found =
        Saturation.of(table, rule.margin())
            .orElseThrow(
                () ->
                    new PlumblineException(
                        rule.curve()
                            + ": no document has a score at every r, so where the curve"
                            + " saturates cannot be told"));
    boolean holds = found.point().compareTo(rule.by()) <= 0;
    String says =
        "%s saturates at r=%s (within %s of the best, r=%s; 95%% interval %s to %s, n=%s), %s r=%s"
            .formatted(
                rule.curve(),
                found.point().label(),
                Numbers.of(rule.margin()),
                found.best().label(),
                found.low().label(),
                found.high().label(),
                found.n(),
                holds ? "no later than" : "later than",
                rule.by().label());
    Score score = rule.curve().score();
    return new Draft(
        "saturation",
        rule.curve().toString(),
        rule.curve().task(),
        holds,
        says,
        Change.of(
            rule.curve(),
            rule.by(),
            scores,
            scores.scores(score, found.best()),
            scores.scores(score, rule.by())));
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
