package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import dev.plumbline.runner.Recurrence.Head;
import dev.plumbline.runner.bundle.Architecture;
import java.util.List;

/** Reads prompts, which all depths have in common, and keeps their keys and values. */
final class Prefill {
  private final Architecture architecture;
  private final Recurrence recurrence;
  private final Sweep sweep;
  private final UsageMeter meter;

  Prefill(Architecture architecture, Recurrence recurrence, Sweep sweep, UsageMeter meter) {
    this.architecture = architecture;
    this.recurrence = recurrence;
    this.sweep = sweep;
    this.meter = meter;
  }

  interface HeadListener {
    /**
     * Called at each depth.
     *
     * @param head what follows each prompt, in their order
     */
    void read(int iterations, Head head);
  }

  Sweep sweep() {
    return sweep;
  }

  /**
   * Runs prompts together.
   *
   * @param prompts of one branch each, behind what they share with the prefix
   * @param firstRow where the first prompt's keys and values go
   * @param logits whether logits are wanted, too
   */
  void run(
      List<TokenTree> prompts,
      SharedPrefix prefix,
      SequenceCaches into,
      int firstRow,
      boolean logits,
      HeadListener listener)
      throws OrtException {
    long visibleKeys = prompts.stream().mapToLong(TokenTree::visibleKeys).sum();
    try (Arena.Frame memory = recurrence.memory();
        Layout layout = Layout.ofTrees(memory, prompts, prefix);
        Scratch scratch = Scratch.after(prefix, memory, architecture, prompts.size());
        NewKeyValues made = new NewKeyValues(memory, architecture, layout.size())) {
      Keeping keeping = new Keeping(layout, scratch, made, into, firstRow);
      long[] last = new long[prompts.size()];
      for (int row = 0; row < last.length; row++) {
        last[row] = layout.firstToken(row + 1) - 1L;
      }
      Stopwatch shared = new Stopwatch();
      recurrence.run(
          layout,
          keeping,
          sweep,
          (r, state) -> {
            long sharedNanos = shared.pause();
            Stopwatch own = new Stopwatch();
            PartCache coda = keeping.coda(r);
            listener.read(
                r, recurrence.head(state, layout, coda, last, new long[last.length], logits));
            meter.add(r, layout.size(), visibleKeys, sharedNanos + own.pause());
            shared.resume();
          });
    }
  }

  /**
   * The caches of a pass behind a prefix whose new keys and values stay.
   *
   * @param firstRow where those of the layout's first row go
   */
  private record Keeping(
      Layout layout, Scratch scratch, NewKeyValues made, SequenceCaches into, int firstRow)
      implements Recurrence.Caches {
    @Override
    public PartCache prelude() throws OrtException {
      return keeping(scratch.prelude(), into.prelude());
    }

    @Override
    public PartCache core(int iteration) throws OrtException {
      return keeping(scratch.core(iteration), into.core().get(iteration - 1));
    }

    PartCache coda(int iterations) throws OrtException {
      return keeping(scratch.coda(iterations), into.coda().get(iterations));
    }

    private PartCache keeping(PartCache dropping, KeyValues to) throws OrtException {
      return new PartCache(
          dropping.earlier(),
          made.outputs(to.layers(), layout.size()),
          () -> {
            for (int row = 0; row < layout.rows(); row++) {
              int first = layout.firstToken(row);
              to.keep(made, first, firstRow + row, 0, layout.firstToken(row + 1) - first);
            }
          });
    }
  }
}
