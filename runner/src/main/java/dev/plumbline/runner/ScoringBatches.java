package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Scores a group of requests in batches, in smaller ones where the memory does not hold them. */
final class ScoringBatches {
  /** Tokens that run together: below 64 rows matrix products are slow, above 1000 slower again. */
  static final int TOKENS = 1024;

  private final Scorer scorer;
  private final RequestGroup<ScoringRow> group;
  private final SharedPrefix prefix;
  private final MemoryBudget budget;
  private final Pass pass;

  ScoringBatches(
      Scorer scorer,
      RequestGroup<ScoringRow> group,
      SharedPrefix prefix,
      MemoryBudget budget,
      Pass pass) {
    this.scorer = scorer;
    this.group = group;
    this.prefix = prefix;
    this.budget = budget;
    this.pass = pass;
  }

  /**
   * Scores all.
   *
   * @param batchSize requests in a batch; absent: as many as have the best number of tokens
   */
  void score(OptionalInt batchSize) throws OrtException {
    List<Integer> lengths = group.items().stream().map(row -> row.tree().size()).toList();
    long tokens = batchSize.isPresent() ? budget.tokens() : Math.min(TOKENS, budget.tokens());
    for (List<Integer> batch : Batches.of(lengths, batchSize.orElse(Integer.MAX_VALUE), tokens)) {
      score(batch);
    }
  }

  private void score(List<Integer> batch) throws OrtException {
    List<ScoringRow> rows = batch.stream().map(group.items()::get).toList();
    long tokens = rows.stream().mapToLong(row -> row.tree().size()).sum();
    if (batch.size() > 1 && tokens > budget.tokensThatFitted()) {
      scoreHalves(batch);
      return;
    }
    // Told when all are there: a pass that fails half way begins again.
    List<Runnable> answers = new ArrayList<>();
    try {
      MemoryShortage.watch(
          () ->
              scorer.score(
                  rows,
                  prefix,
                  pass.sweep(),
                  pass.meter(),
                  (row, r, answer) -> answers.add(() -> tell(batch.get(row), r, answer))));
    } catch (MemoryShortage e) {
      if (batch.size() == 1) {
        pass.failed(group.requests().get(batch.get(0)), e);
      } else {
        budget.didNotFit(tokens);
        scoreHalves(batch);
      }
      return;
    }
    answers.forEach(Runnable::run);
  }

  private void scoreHalves(List<Integer> batch) throws OrtException {
    int half = (batch.size() + 1) / 2;
    score(batch.subList(0, half));
    score(batch.subList(half, batch.size()));
  }

  private void tell(int item, int r, Answer answer) {
    Reading reading = group.items().get(item).reading(group.sharedTokens().size());
    pass.listener().answered(group.requests().get(item), r, answer, reading);
  }
}
