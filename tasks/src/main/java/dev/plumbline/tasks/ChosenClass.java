package dev.plumbline.tasks;

import dev.plumbline.protocol.Aggregation;
import dev.plumbline.protocol.LengthNorm;
import java.util.List;

/** The right index and that of the likeliest choice, for {@code f1} and {@code mcc}. */
record ChosenClass(String name, boolean higherIsBetter, Aggregation aggregation)
    implements ChoiceMetric {
  @Override
  public double measure(ChoiceAnswer answer) {
    throw new IllegalStateException(name + " has no value for one document");
  }

  @Override
  public String refuses(ChoiceAnswer question) {
    if (!question.hasOneGold()) {
      return name + " is of one right choice among those there are";
    }
    return aggregation == Aggregation.F1 && question.choices().size() > 2
        ? name + " is of two choices, and there are " + question.choices().size()
        : "";
  }

  @Override
  public List<Double> part(ChoiceAnswer answer) {
    int chosen = LengthNorm.NONE.best(answer.choices(), answer.loglikelihoods());
    return List.of((double) answer.onlyGold(), (double) chosen);
  }
}
