package dev.plumbline.runner;

import dev.plumbline.protocol.Sweep;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.MemoryShortage;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.CostMeter;
import dev.plumbline.runner.recurrence.Prefill;
import dev.plumbline.runner.recurrence.Recurrence;
import dev.plumbline.runner.tokenizer.SharedTokens;
import java.util.OptionalInt;

/**
 * What requests begin with in common, kept until others begin differently: slices of one task that
 * are asked one after the other read their examples once.
 */
final class LastPrefix implements AutoCloseable {
  private final Arena arena;
  private Read last;

  /** What a prefix depends on: recurrences differ by their states and noise. */
  private record Key(Recurrence recurrence, SharedTokens shared, Sweep sweep, OptionalInt draft) {}

  private record Read(Key key, Arena.Frame memory, SharedPrefix prefix) {}

  LastPrefix(Arena arena) {
    this.arena = arena;
  }

  /**
   * The prefix, valid until the next one is asked for.
   *
   * @param draft an exit besides those of the sweep
   * @param meter of the time that it takes, if it has to be read
   */
  SharedPrefix of(
      SharedTokens shared, Recurrence recurrence, Sweep sweep, OptionalInt draft, CostMeter meter) {
    Key key = new Key(recurrence, shared, sweep, draft);
    if (last == null || !last.key.equals(key)) {
      close();
      Arena.Frame memory = arena.frame();
      try {
        Prefill prefill = new Prefill(recurrence, sweep, draft, meter);
        last = new Read(key, memory, MemoryShortage.watch(() -> prefill.share(shared, memory)));
      } finally {
        if (last == null) {
          memory.close();
        }
      }
    }
    return last.prefix;
  }

  @Override
  public void close() {
    if (last != null) {
      last.prefix.close();
      last.memory.close();
      last = null;
    }
  }
}
