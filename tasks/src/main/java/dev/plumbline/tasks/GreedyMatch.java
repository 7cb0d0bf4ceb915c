package dev.plumbline.tasks;

/** Whether a right choice is what greedy decoding gives. */
record GreedyMatch(String name, boolean higherIsBetter, Combination combination)
    implements ChoiceMetric {
  @Override
  public double measure(ChoiceAnswer answer) {
    return answer.gold().stream().anyMatch(gold -> gold >= 0 && answer.greedy().get(gold)) ? 1 : 0;
  }
}
