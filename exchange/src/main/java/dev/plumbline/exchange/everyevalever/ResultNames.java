package dev.plumbline.exchange.everyevalever;

import dev.plumbline.protocol.Score;
import dev.plumbline.results.CurvePoint;

/** What the aggregate and the samples file name alike. */
final class ResultNames {
  static final String SCHEMA_VERSION = "0.3.0";

  /** Joins an aggregate's results with its samples. */
  static String id(CurvePoint result) {
    Score score = result.score();
    return score.filter().isEmpty() ? score.metric() : score.metric() + ":" + score.filter();
  }

  static String evaluation(CurvePoint result) {
    String filter = result.score().filter();
    return filter.isEmpty() ? result.task() : result.task() + "/" + filter;
  }

  private ResultNames() {}
}
