package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import dev.plumbline.runner.Recurrence.Head;
import dev.plumbline.runner.ScoringRow.Choice;
import dev.plumbline.runner.bundle.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Log-likelihoods of continuations at every depth of a sweep, from one pass. */
final class Scorer {
  private final Architecture architecture;
  private final Recurrence recurrence;

  Scorer(Architecture architecture, Recurrence recurrence) {
    this.architecture = architecture;
    this.recurrence = recurrence;
  }

  interface RowListener {
    void scored(int row, int iterations, Answer answer);
  }

  /** Scores rows that run together, all behind the same prefix. */
  void score(
      List<ScoringRow> rows,
      SharedPrefix prefix,
      Sweep sweep,
      UsageMeter meter,
      RowListener listener)
      throws OrtException {
    List<TokenTree> trees = rows.stream().map(ScoringRow::tree).toList();
    long visibleKeys = trees.stream().mapToLong(TokenTree::visibleKeys).sum();

    try (Arena.Frame memory = recurrence.memory();
        Layout layout = Layout.ofTrees(memory, trees, prefix);
        Scratch scratch = Scratch.after(prefix, memory, architecture, rows.size())) {
      long[] places = places(rows, layout);
      long[] targets = targets(rows);
      Stopwatch shared = new Stopwatch();
      recurrence.run(
          layout,
          scratch,
          sweep,
          (iterations, state) -> {
            long sharedNanos = shared.pause();
            Stopwatch own = new Stopwatch();
            Head head =
                recurrence.head(state, layout, scratch.coda(iterations), places, targets, false);
            answer(rows, targets, head, iterations, listener);
            meter.add(iterations, layout.size(), visibleKeys, sharedNanos + own.pause());
            shared.resume();
          });
    }
  }

  /** Which tokens of the layout predict, continuation by continuation. */
  private static long[] places(List<ScoringRow> rows, Layout layout) {
    return IntStream.range(0, rows.size())
        .boxed()
        .flatMapToLong(
            row ->
                rows.get(row).choices().stream()
                    .flatMap(choice -> choice.nodes().stream())
                    .mapToLong(node -> (long) layout.firstToken(row) + node))
        .toArray();
  }

  /** The tokens that they shall predict, in the same order. */
  private static long[] targets(List<ScoringRow> rows) {
    return rows.stream()
        .flatMap(row -> row.choices().stream())
        .flatMap(choice -> choice.tokens().stream())
        .mapToLong(Integer::longValue)
        .toArray();
  }

  private static void answer(
      List<ScoringRow> rows, long[] targets, Head head, int iterations, RowListener listener) {
    int next = 0;
    for (int row = 0; row < rows.size(); row++) {
      List<Float> sums = new ArrayList<>();
      List<Boolean> greedy = new ArrayList<>();
      boolean finite = true;
      for (Choice choice : rows.get(row).choices()) {
        double sum = 0;
        boolean mostLikely = true;
        for (int end = next + choice.tokens().size(); next < end; next++) {
          sum += head.targetLogprob().get(next);
          mostLikely &= head.argmax().get(next) == targets[next];
        }
        sums.add((float) sum);
        greedy.add(mostLikely);
        finite &= Float.isFinite((float) sum);
      }
      listener.scored(
          row,
          iterations,
          finite
              ? new Answer.Loglikelihoods(sums, greedy)
              : new Answer.Failed("the model gave a log-likelihood that is not finite: " + sums));
    }
  }
}
