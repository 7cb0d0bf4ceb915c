package dev.plumbline.tasks;

import dev.plumbline.protocol.LengthNorm;
import java.util.OptionalInt;

/** Whether the most likely choice is a right one. */
record Accuracy(String name, boolean higherIsBetter, Combination combination, LengthNorm norm)
    implements ChoiceMetric {
  @Override
  public double measure(ChoiceAnswer answer) {
    return answer.gold().contains(best(answer)) ? 1 : 0;
  }

  @Override
  public OptionalInt chosen(ChoiceAnswer answer) {
    return OptionalInt.of(best(answer));
  }

  private int best(ChoiceAnswer answer) {
    return norm.best(answer.choices(), answer.loglikelihoods());
  }
}
