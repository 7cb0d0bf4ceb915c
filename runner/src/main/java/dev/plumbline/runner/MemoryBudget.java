package dev.plumbline.runner;

import dev.plumbline.runner.bundle.Architecture;
import java.util.List;

/** How much may run together: by the user's budget, and by what the memory turned out to hold. */
final class MemoryBudget {
  private final Architecture architecture;
  private final long bytes;
  private long tokensThatFitted = Long.MAX_VALUE;

  MemoryBudget(Architecture architecture, long bytes) {
    this.architecture = architecture;
    this.bytes = bytes;
  }

  /** How many tokens' activations, keys, values and logits the budget holds, at least one. */
  long tokens() {
    Architecture a = architecture;
    int layers = Math.max(a.preludeLayers(), Math.max(a.coreLayers(), a.codaLayers()));
    long floats =
        2L * layers * a.nEmbd() + 12L * a.nEmbd() + 4L * a.intermediateSize() + 2L * a.vocabSize();
    return Math.max(1, bytes / (floats * Float.BYTES));
  }

  /** How many prompts' sequences at all depths the budget holds, while they move, too. */
  long prompts(List<Prompt> prompts, Sweep sweep) {
    int capacity = prompts.stream().mapToInt(Prompt::capacity).max().orElseThrow();
    long bytesPerPrompt =
        sweep.iterations().stream()
            .mapToLong(r -> SequenceCaches.bytesPerSequence(architecture, r, capacity))
            .sum();
    return bytes / (2 * bytesPerPrompt);
  }

  /** How many tokens may run together, since more did not fit; no limit until then. */
  long tokensThatFitted() {
    return tokensThatFitted;
  }

  /** From now on at most half as many tokens as these run together. */
  void didNotFit(long tokens) {
    tokensThatFitted = Math.min(tokensThatFitted, tokens) / 2;
  }
}
