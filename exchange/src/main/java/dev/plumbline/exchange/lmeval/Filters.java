package dev.plumbline.exchange.lmeval;

import dev.plumbline.protocol.Score;

/** The names of filters in these files, where a task without filters has one of a name, too. */
final class Filters {
  private static final String NONE = "none";

  static String name(Score score) {
    return score.filter().isEmpty() ? NONE : score.filter();
  }

  static Score score(String metric, String filter) {
    return new Score(metric, filter.equals(NONE) ? "" : filter);
  }

  private Filters() {}
}
