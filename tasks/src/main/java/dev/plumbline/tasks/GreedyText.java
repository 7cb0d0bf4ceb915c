package dev.plumbline.tasks;

/** Whether greedy decoding gives the text. */
record GreedyText(String name, boolean higherIsBetter, Combination combination)
    implements Metric<ScoredText> {
  @Override
  public double measure(ScoredText answer) {
    return answer.greedy() ? 1 : 0;
  }
}
