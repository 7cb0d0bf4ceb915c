package dev.plumbline.ci;

import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** What a new baseline changes, for whoever replaces one. */
public final class BaselineChange {

  /** A line for each curve's point, task or model that differs; empty for the same baseline. */
  public static List<String> lines(Baseline before, Baseline after) {
    List<String> lines = new ArrayList<>();
    if (!before.bundle().equals(after.bundle())
        || !before.bundleSha256().equals(after.bundleSha256())) {
      lines.add("model: was %s, is %s".formatted(named(before), named(after)));
    }
    Set<String> settings = new TreeSet<>(before.settings().keySet());
    settings.addAll(after.settings().keySet());
    for (String setting : settings) {
      String was = before.settings().getOrDefault(setting, "none");
      String is = after.settings().getOrDefault(setting, "none");
      if (!was.equals(is)) {
        lines.add("setting %s: was %s, is %s".formatted(setting, was, is));
      }
    }
    Set<String> tasks = new LinkedHashSet<>();
    before.tasks().forEach(task -> tasks.add(task.name()));
    after.tasks().forEach(task -> tasks.add(task.name()));
    for (String name : tasks) {
      Optional<TaskScores> was = before.task(name);
      Optional<TaskScores> is = after.task(name);
      if (was.isEmpty()) {
        lines.add(name + ": new");
      } else if (is.isEmpty()) {
        lines.add(name + ": no longer there");
      } else if (!was.equals(is)) {
        lines.addAll(task(was.get(), is.get()));
      }
    }
    return lines.stream().map(OneLine::of).toList();
  }

  private static String named(Baseline baseline) {
    String hash = baseline.bundleSha256();
    return baseline.bundle() + " (" + hash.substring(0, Math.min(12, hash.length())) + ")";
  }

  private static List<String> task(TaskScores before, TaskScores after) {
    List<String> lines = new ArrayList<>();
    Optional<String> refusal = Pairing.refusal(before, after);
    refusal.ifPresent(reason -> lines.add(before.name() + ": other questions: " + reason));
    Set<Score> scores = new LinkedHashSet<>(before.scores());
    scores.addAll(after.scores());
    Set<SweepPoint> points = new TreeSet<>(before.points());
    points.addAll(after.points());
    for (Score score : scores) {
      for (SweepPoint point : points) {
        point(before, after, new CurveId(before.name(), score), point, refusal.isEmpty())
            .ifPresent(lines::add);
      }
    }
    if (lines.isEmpty()) {
      lines.add(before.name() + ": other costs");
    }
    return lines;
  }

  private static Optional<String> point(
      TaskScores before, TaskScores after, CurveId curve, SweepPoint at, boolean paired) {
    OptionalDouble was = mean(before, curve.score(), at);
    OptionalDouble is = mean(after, curve.score(), at);
    String flips = "";
    if (paired && was.isPresent() && is.isPresent()) {
      double[] first = before.scores(curve.score(), at);
      double[] second = after.scores(curve.score(), at);
      int lost = 0;
      int gained = 0;
      for (int i = 0; i < first.length; i++) {
        lost += second[i] < first[i] ? 1 : 0;
        gained += second[i] > first[i] ? 1 : 0;
      }
      if (lost == 0 && gained == 0 && was.equals(is)) {
        return Optional.empty();
      }
      flips = " (%d documents lost, %d gained)".formatted(lost, gained);
    } else if (was.isEmpty() && is.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s: was %s, is %s%s".formatted(curve.at(at), number(was), number(is), flips));
  }

  /** Over the documents that have a score. */
  private static OptionalDouble mean(TaskScores task, Score score, SweepPoint point) {
    return task.has(score, point)
        ? Arrays.stream(task.scores(score, point)).filter(s -> !Double.isNaN(s)).average()
        : OptionalDouble.empty();
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Numbers.of(value.getAsDouble()) : "none";
  }

  private BaselineChange() {}
}
