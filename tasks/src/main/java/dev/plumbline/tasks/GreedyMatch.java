package dev.plumbline.tasks;

/** Whether a right choice is what greedy decoding gives. */
record GreedyMatch(String name, boolean higherIsBetter) implements ChoiceMetric {
  @Override
  public double measure(ChoiceAnswer answer) {
    return answer.gold().stream().anyMatch(answer.greedy()::get) ? 1 : 0;
  }
}
