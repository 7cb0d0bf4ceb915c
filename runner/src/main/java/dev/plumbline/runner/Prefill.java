package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import dev.plumbline.runner.Recurrence.Head;
import dev.plumbline.runner.SequenceCaches.Row;
import dev.plumbline.runner.bundle.Architecture;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

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
   * @param rows of each prompt, where its keys and values go: one for each depth
   * @param logits whether logits are wanted, too
   */
  void run(
      List<TokenTree> prompts,
      SharedPrefix prefix,
      SequenceCaches into,
      List<List<Row>> rows,
      boolean logits,
      HeadListener listener)
      throws OrtException {
    long visibleKeys = prompts.stream().mapToLong(TokenTree::visibleKeys).sum();
    try (Arena.Frame memory = recurrence.memory();
        Layout layout = Layout.ofTrees(memory, prompts, prefix);
        Scratch scratch = Scratch.after(prefix, memory, architecture, prompts.size());
        NewKeyValues made = new NewKeyValues(memory, architecture, layout.size())) {
      Keeping keeping = new Keeping(layout, scratch, made, into, rows);
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

  /** The caches of a pass behind a prefix whose new keys and values stay. */
  private record Keeping(
      Layout layout, Scratch scratch, NewKeyValues made, SequenceCaches into, List<List<Row>> rows)
      implements Recurrence.Caches {
    @Override
    public PartCache prelude() throws OrtException {
      return keeping(scratch.prelude(), into.prelude(), row -> true, Row::row);
    }

    @Override
    public PartCache core(int iteration) throws OrtException {
      KeyValues core = into.core().get(iteration - 1);
      return keeping(scratch.core(iteration), core, row -> row.iterations() >= iteration, Row::row);
    }

    PartCache coda(int iterations) throws OrtException {
      KeyValues coda = into.coda().get(iterations);
      return keeping(
          scratch.coda(iterations), coda, row -> row.iterations() == iterations, Row::codaRow);
    }

    /**
     * @param reaching the rows that come to this call
     * @param place where they are in {@code to}; depths may share one
     */
    private PartCache keeping(
        PartCache dropping, KeyValues to, Predicate<Row> reaching, ToIntFunction<Row> place)
        throws OrtException {
      return new PartCache(
          dropping.earlier(),
          made.outputs(to.layers(), layout.size()),
          () -> {
            for (int prompt = 0; prompt < layout.rows(); prompt++) {
              int first = layout.firstToken(prompt);
              int count = layout.firstToken(prompt + 1) - first;
              rows.get(prompt).stream()
                  .filter(reaching)
                  .mapToInt(place)
                  .distinct()
                  .forEach(row -> to.keep(made, first, row, 0, count));
            }
          });
    }
  }
}
