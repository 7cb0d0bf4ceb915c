package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.JournalEntry;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.SampleSink;
import dev.plumbline.results.TaskPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Has what is open of a sweep answered on a cluster, and keeps what comes back. */
final class ClusterAnswers {
  private final PreparedSweep sweep;
  private final SweepOrder order;
  private final Cluster cluster;
  private final SortedMap<String, Map<TaskPoint, Double>> seconds = new TreeMap<>();
  private final SortedSet<String> cpus = new TreeSet<>();

  private ClusterAnswers(PreparedSweep sweep, SweepOrder order, Cluster cluster) {
    this.sweep = sweep;
    this.order = order;
    this.cluster = cluster;
  }

  static ClusterAnswers of(PreparedSweep sweep, Execution execution, Cluster cluster) {
    if (sweep.saturation().isPresent()) {
      throw new PlumblineException(
          "--iterations auto looks at all answers to a task before it goes deeper, which slices on"
              + " a cluster do not have; name the iterations");
    }
    if (execution.speculation().isPresent() || execution.profile()) {
      throw new PlumblineException(
          "--speculate and --profile tell of one process; leave them out on a cluster");
    }
    return new ClusterAnswers(sweep, SweepOrder.of(sweep, execution), cluster);
  }

  void answer(SampleSink sink, SweepListener listener) {
    sweep.tasks().forEach(listener::begun);
    List<Slice> slices = OpenSlices.of(sweep, sink, cluster.slots());
    if (!slices.isEmpty()) {
      List<SweepPoint> points = sweep.sweep().points();
      long documents = sweep.documents().stream().filter(d -> sink.lacks(d, points)).count();
      listener.sharing(slices.size(), (int) documents * points.size());
      Keeper keeper = new Keeper(sink, listener);
      List<SliceAnswers> failed = new ArrayList<>();
      cluster.answer(order, slices, answers -> keep(answers, keeper, failed));
      requireNone(failed, slices.size());
      listener.processors(cpus);
    }
    sweep.tasks().forEach(listener::done);
  }

  private void keep(SliceAnswers answers, Keeper keeper, List<SliceAnswers> failed) {
    if (answers.whyNot().isPresent()) {
      failed.add(answers);
      return;
    }
    for (String line : answers.entries()) {
      JournalEntry entry = JournalEntry.parse(line);
      keeper.keep(entry.sample(), entry.usage());
    }
    cpus.add(answers.cpu());
    Map<TaskPoint, Double> took =
        seconds.computeIfAbsent(answers.machine(), machine -> new HashMap<>());
    answers
        .seconds()
        .forEach(
            (label, s) ->
                took.merge(
                    new TaskPoint(answers.slice().task(), SweepPoint.parse(label)),
                    s,
                    Double::sum));
  }

  private static void requireNone(List<SliceAnswers> failed, int all) {
    if (!failed.isEmpty()) {
      SliceAnswers first = failed.get(0);
      throw new PlumblineException(
          "%d of %d slices failed, the first is %s, on %s: %s"
              .formatted(
                  failed.size(),
                  all,
                  first.slice(),
                  first.machine(),
                  first.whyNot().orElseThrow()));
    }
  }

  /** Seconds of the models, by what answered. */
  Map<String, Map<TaskPoint, Double>> seconds() {
    return seconds;
  }

  /** With the processors that answered; this one's where all answers were there. */
  Manifest.Versions versions() {
    return cpus.isEmpty() ? Versions.ofThisProcess() : Versions.on(String.join("; ", cpus));
  }
}
