package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Usage;
import dev.plumbline.results.JournalEntry;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Answers slices in a process of a {@link Cluster}: one at a time, with a model that stays loaded
 * from slice to slice.
 */
public final class SliceWorker {
  private static SliceWorker current;

  private final SweepOrder order;
  private final Evaluation evaluation;

  private SliceWorker(SweepOrder order, Evaluation evaluation) {
    this.order = order;
    this.evaluation = evaluation;
  }

  /**
   * Answers a slice.
   *
   * @return a failure where another machine would fail, too
   * @throws PlumblineException if this process cannot answer any slice: the files here are not
   *     those of the order, or the model cannot be loaded
   */
  public static synchronized SliceAnswers answer(SweepOrder order, Slice slice, Executor executor) {
    if (current == null || !current.order.equals(order)) {
      if (current != null) {
        current.evaluation.close();
        current = null;
      }
      current = new SliceWorker(order, open(order.within(executor.files()), executor));
    }
    return current.answer(slice, executor);
  }

  private static Evaluation open(SweepOrder order, Executor executor) {
    Installation.set(order.home());
    PreparedSweep sweep = PreparedSweep.of(order.plan());
    order.require(sweep);
    return Evaluation.open(sweep, executor.running(order.execution()));
  }

  private SliceAnswers answer(Slice slice, Executor executor) {
    Lines lines = new Lines(new ArrayList<>());
    try {
      evaluation.answer(slice, lines, SweepListener.NONE);
    } catch (PlumblineException e) {
      return SliceAnswers.failed(slice, executor.name(), e.getMessage());
    }
    Map<String, Double> seconds = new HashMap<>();
    evaluation.takeSeconds().forEach((place, took) -> seconds.put(place.point().label(), took));
    return new SliceAnswers(slice, lines.entries, seconds, executor.name(), Versions.cpu(), null);
  }

  /** Keeps what is to be sent; {@link Keeper} hands on one at a time. */
  private record Lines(List<String> entries) implements SampleSink {
    @Override
    public boolean isAnswered(SampleId sample) {
      return false;
    }

    @Override
    public void forEach(Consumer<Sample> sample) {}

    @Override
    public void append(Sample sample, Usage usage) {
      entries.add(new JournalEntry(sample, usage).text());
    }
  }
}
