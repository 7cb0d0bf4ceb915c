package dev.plumbline.runner.bundle;

import dev.plumbline.protocol.Sweep;
import dev.plumbline.runner.network.Network.Update;
import dev.plumbline.runner.network.TrainedDepth;
import java.util.List;
import java.util.stream.IntStream;

/** The iterations of a sweep that names none. */
final class DefaultSweep {
  /** Where published curves of models with a drawn depth end. */
  private static final int PUBLISHED = 32;

  /** Loops that were never trained. */
  private static final Sweep UNTRAINED = Sweep.of(List.of(1, 2, 4));

  private DefaultSweep() {}

  static Sweep of(TrainedDepth trained, Update update) {
    return trained.match(
        drawn -> powersOfTwo(Math.max(PUBLISHED, drawn.mean())),
        upTo ->
            upTo.most() == 1 && update != Update.ONCE
                ? UNTRAINED
                : Sweep.of(IntStream.rangeClosed(1, upTo.most()).boxed().toList()));
  }

  private static Sweep powersOfTwo(int most) {
    return Sweep.of(IntStream.iterate(1, r -> r <= most, r -> 2 * r).boxed().toList());
  }
}
