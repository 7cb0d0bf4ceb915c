package dev.plumbline.runner.score;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.GatedToken;
import dev.plumbline.protocol.Recorded;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.batch.EveryExit;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.batch.TokenTree;
import dev.plumbline.runner.cache.PartCache;
import dev.plumbline.runner.cache.PrefixCaches;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.Head;
import dev.plumbline.runner.recurrence.Recurrence;
import dev.plumbline.runner.recurrence.Stopwatch;
import dev.plumbline.runner.recurrence.SweepRun;
import dev.plumbline.runner.score.ScoringRow.Choice;
import java.util.ArrayList;
import java.util.List;

/** Log-likelihoods of continuations at every point of a sweep, from one pass. */
final class Scorer implements RowScorer {
  private final Recurrence recurrence;
  private final SweepRun run;

  Scorer(Recurrence recurrence, SweepRun run) {
    this.recurrence = recurrence;
    this.run = run;
  }

  @Override
  public void score(List<ScoringRow> rows, SharedPrefix prefix, RowListener listener) {
    List<TokenTree> trees = rows.stream().map(ScoringRow::tree).toList();
    long visibleKeys = trees.stream().mapToLong(TokenTree::visibleKeys).sum();

    try (Arena.Frame memory = recurrence.memory();
        PackedBatch batch = PackedBatch.ofTrees(memory, trees, prefix.earlierKeys());
        PrefixCaches caches =
            new PrefixCaches(memory, recurrence.shape().caches(), prefix, rows.size())) {
      long[] places = ScoringRow.places(rows, batch);
      long[] targets = ScoringRow.targets(rows);
      Stopwatch shared = new Stopwatch();
      recurrence.run(
          batch,
          EveryExit.of(run.sweep(), rows.size()),
          caches,
          exit -> {
            long sharedNanos = shared.pause();
            PartCache coda = caches.coda(exit.iterations());
            List<float[]> gates = exit.gatesAt(places);
            for (SweepPoint point : run.sweep().pointsAt(exit.iterations())) {
              Stopwatch own = new Stopwatch();
              Head head = recurrence.head(exit.at(point), batch, coda, places, targets, false);
              List<Answer> answers = answers(rows, targets, head, gates);
              for (int row = 0; row < rows.size(); row++) {
                listener.scored(
                    rows.get(row), point, answers.get(row), rows.get(row).usage(prefix.tokens()));
              }
              run.meter().add(point, batch.size(), visibleKeys, sharedNanos + own.pause());
            }
            shared.resume();
          });
    }
  }

  /** One for each row. */
  private static List<Answer> answers(
      List<ScoringRow> rows, long[] targets, Head head, List<float[]> gates) {
    List<Answer> answers = new ArrayList<>();
    int next = 0;
    for (ScoringRow row : rows) {
      List<Float> sums = new ArrayList<>();
      List<Boolean> greedy = new ArrayList<>();
      List<List<GatedToken>> gated = new ArrayList<>();
      boolean finite = true;
      for (Choice choice : row.choices()) {
        double sum = 0;
        boolean mostLikely = true;
        List<GatedToken> tokens = new ArrayList<>();
        for (int end = next + choice.tokens().size(); next < end; next++) {
          sum += head.targetLogprob().get(next);
          mostLikely &= head.argmax().get(next) == targets[next];
          if (!gates.isEmpty()) {
            float logprob = head.targetLogprob().get(next);
            tokens.add(GatedToken.at(next, (int) targets[next], logprob, gates));
          }
        }
        sums.add((float) sum);
        greedy.add(mostLikely);
        if (!tokens.isEmpty()) {
          gated.add(tokens);
        }
        finite &= Float.isFinite((float) sum);
      }
      answers.add(
          finite
              ? new Answer.Loglikelihoods(sums, greedy, Recorded.gated(gated))
              : new Answer.Failed("the model gave a log-likelihood that is not finite: " + sums));
    }
    return answers;
  }
}
