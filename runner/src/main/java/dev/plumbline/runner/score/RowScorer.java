package dev.plumbline.runner.score;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import dev.plumbline.runner.cache.SharedPrefix;
import java.util.List;

/** A way to score rows. */
@FunctionalInterface
public interface RowScorer {
  /** Hears each row once at each point. */
  interface RowListener {
    void scored(ScoringRow row, SweepPoint point, Answer answer, Usage usage);
  }

  /** Scores rows that run together, all behind the same prefix. */
  void score(List<ScoringRow> rows, SharedPrefix prefix, RowListener listener);
}
