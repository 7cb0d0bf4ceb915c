package dev.plumbline.harness;

import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.Recorded;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Usage;
import dev.plumbline.results.Sample;
import dev.plumbline.results.SampleSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Hands samples on to a sink once they are judged: at once, but for programs, which run beside the
 * model.
 */
final class Keeper {
  private final SampleSink sink;
  private final SweepListener listener;
  private final List<CompletableFuture<Void>> executing = new ArrayList<>();

  Keeper(SampleSink sink, SweepListener listener) {
    this.sink = sink;
    this.listener = listener;
  }

  synchronized void keep(Sample sample, Usage usage) {
    if (!sink.isAnswered(sample.id())) {
      sink.append(sample, usage);
    }
    listener.kept();
  }

  /**
   * Keeps a sample, maybe later.
   *
   * @param recorded as a sample holds it
   */
  void keepWhenJudged(
      SampleId id, CompletableFuture<Outcome> outcome, Recorded recorded, Usage usage) {
    CompletableFuture<Void> kept =
        outcome.thenAccept(judged -> keep(new Sample(id, judged, recorded), usage));
    if (kept.isDone()) {
      await(kept);
    } else {
      executing.add(kept);
    }
    // A full disk shall end the run now, not when the model is through.
    executing.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(Keeper::await);
  }

  void await() {
    executing.forEach(Keeper::await);
  }

  /** The result; what went wrong, such as with the sink, goes on as it is. */
  static <T> T await(CompletableFuture<T> work) {
    try {
      return work.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
