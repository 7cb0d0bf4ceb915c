package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import dev.plumbline.runner.Recurrence.Head;
import dev.plumbline.runner.ScoringRow.Prediction;
import dev.plumbline.runner.bundle.Architecture;
import java.util.ArrayList;
import java.util.List;

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

  /** Scores rows that run together. */
  void score(List<ScoringRow> rows, Sweep sweep, UsageMeter meter, RowListener listener)
      throws OrtException {
    List<TokenTree> trees = rows.stream().map(ScoringRow::tree).toList();
    int width = Layout.roundUp(trees.stream().mapToInt(TokenTree::size).max().orElseThrow());
    List<Prediction> predictions = new ArrayList<>();
    long[] places = places(rows, width, predictions);
    long[] targets = predictions.stream().mapToLong(Prediction::token).toArray();
    long tokens = trees.stream().mapToLong(TokenTree::size).sum();
    long visibleKeys = trees.stream().mapToLong(TokenTree::visibleKeys).sum();

    try (Arena.Frame memory = recurrence.memory();
        Layout layout = Layout.ofTrees(memory, trees, width, width);
        Scratch scratch = Scratch.of(memory, architecture, rows.size(), width)) {
      Stopwatch shared = new Stopwatch();
      recurrence.run(
          layout,
          scratch,
          sweep,
          (iterations, state) -> {
            long sharedNanos = shared.pause();
            Stopwatch own = new Stopwatch();
            Head head = recurrence.head(state, layout, scratch.coda(), places, targets, false);
            answer(rows, targets, head, iterations, listener);
            meter.add(iterations, tokens, visibleKeys, sharedNanos + own.pause());
            shared.resume();
          });
    }
  }

  private static long[] places(List<ScoringRow> rows, int width, List<Prediction> predictions) {
    List<Long> places = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      for (List<Prediction> choice : rows.get(row).choices()) {
        for (Prediction prediction : choice) {
          places.add((long) row * width + prediction.node());
          predictions.add(prediction);
        }
      }
    }
    return places.stream().mapToLong(Long::longValue).toArray();
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
