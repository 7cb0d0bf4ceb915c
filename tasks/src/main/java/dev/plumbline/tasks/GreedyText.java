package dev.plumbline.tasks;

import dev.plumbline.protocol.Aggregation;

/** Whether greedy decoding gives the text. */
record GreedyText(String name, boolean higherIsBetter, Aggregation aggregation)
    implements Metric<ScoredText> {
  @Override
  public double measure(ScoredText answer) {
    return answer.greedy() ? 1 : 0;
  }
}
