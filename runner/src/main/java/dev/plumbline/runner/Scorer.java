package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import dev.plumbline.runner.Recurrence.Head;
import dev.plumbline.runner.ScoringRow.Prediction;
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
      List<Prediction> predictions = new ArrayList<>();
      long[] places = places(rows, layout, predictions);
      long[] targets = predictions.stream().mapToLong(Prediction::token).toArray();
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

  private static long[] places(List<ScoringRow> rows, Layout layout, List<Prediction> predictions) {
    for (ScoringRow row : rows) {
      row.choices().forEach(predictions::addAll);
    }
    return IntStream.range(0, rows.size())
        .boxed()
        .flatMapToLong(
            row ->
                rows.get(row).choices().stream()
                    .flatMap(List::stream)
                    .mapToLong(p -> (long) layout.firstToken(row) + p.node()))
        .toArray();
  }

  private static void answer(
      List<ScoringRow> rows, long[] targets, Head head, int iterations, RowListener listener) {
    int next = 0;
    for (int row = 0; row < rows.size(); row++) {
      List<Float> sums = new ArrayList<>();
      List<Boolean> greedy = new ArrayList<>();
      boolean finite = true;
      for (List<Prediction> choice : rows.get(row).choices()) {
        double sum = 0;
        boolean mostLikely = true;
        for (int end = next + choice.size(); next < end; next++) {
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
