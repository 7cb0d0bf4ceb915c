package dev.plumbline.runner.score;

import dev.plumbline.runner.backend.MemoryShortage;
import dev.plumbline.runner.batch.Batches;
import dev.plumbline.runner.batch.MemoryBudget;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.Recurrence;
import dev.plumbline.runner.recurrence.SweepRun;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Scores requests in batches, in smaller ones where the memory does not hold them. */
public final class ScoringBatches {
  private final RowScorer scorer;
  private final SharedPrefix prefix;
  private final MemoryBudget budget;
  private final SweepRun run;

  /**
   * For one group of requests.
   *
   * @param prefix that all rows stand behind
   */
  public ScoringBatches(
      Recurrence recurrence, SharedPrefix prefix, MemoryBudget budget, SweepRun run) {
    this(new Scorer(recurrence, run), prefix, budget, run);
  }

  /** The same, scored in another way. */
  public ScoringBatches(RowScorer scorer, SharedPrefix prefix, MemoryBudget budget, SweepRun run) {
    this.scorer = scorer;
    this.prefix = prefix;
    this.budget = budget;
    this.run = run;
  }

  /**
   * Scores all.
   *
   * @param batchSize requests in a batch; absent: as many as have the best number of tokens
   */
  public void score(List<ScoringRow> rows, OptionalInt batchSize) {
    List<ScoringRow> sorted = Batches.longestFirst(rows, ScoringRow::size);
    int most = batchSize.orElse(Integer.MAX_VALUE);
    long tokens =
        batchSize.isPresent() ? budget.tokens() : Math.min(Batches.TOKENS, budget.tokens());
    Batches.of(sorted, ScoringRow::size, most, tokens).forEach(this::score);
  }

  private void score(List<ScoringRow> batch) {
    long tokens = batch.stream().mapToLong(ScoringRow::size).sum();
    if (batch.size() > 1 && tokens > budget.tokensThatFitted()) {
      scoreHalves(batch);
      return;
    }
    // Reported when all are there: a pass that fails half way begins again.
    List<Runnable> answers = new ArrayList<>();
    try {
      MemoryShortage.watch(
          () ->
              scorer.score(
                  batch,
                  prefix,
                  (row, point, answer, usage) ->
                      answers.add(
                          () -> run.listener().answered(row.request(), point, answer, usage))));
    } catch (MemoryShortage e) {
      if (batch.size() == 1) {
        run.failed(batch.get(0).request(), e);
      } else {
        budget.didNotFit(tokens);
        scoreHalves(batch);
      }
      return;
    }
    answers.forEach(Runnable::run);
  }

  private void scoreHalves(List<ScoringRow> batch) {
    int half = (batch.size() + 1) / 2;
    score(batch.subList(0, half));
    score(batch.subList(half, batch.size()));
  }
}
