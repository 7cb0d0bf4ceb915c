package dev.plumbline.tasks;

import dev.plumbline.protocol.Aggregation;
import dev.plumbline.protocol.LengthNorm;
import dev.plumbline.tasks.code.Given;
import java.util.List;

/** The right index and that of the likeliest choice, for {@code f1} and {@code mcc}. */
record ChosenClass(String name, boolean higherIsBetter, Combination combination)
    implements ChoiceMetric {
  private static final Combination ONE_OF_TWO = new Combination.Known(Aggregation.F1);

  @Override
  public double measure(ChoiceAnswer answer) {
    throw new IllegalStateException(name + " has no value for one document");
  }

  @Override
  public String refuses(ChoiceAnswer question) {
    if (!question.hasOneGold()) {
      return name + " is of one right choice among those there are";
    }
    return combination.equals(ONE_OF_TWO) && question.choices().size() > 2
        ? name + " is of two choices, and there are " + question.choices().size()
        : "";
  }

  @Override
  public List<Double> numbers(ChoiceAnswer answer) {
    return List.of((double) answer.onlyGold(), (double) chosenClass(answer));
  }

  @Override
  public Object item(ChoiceAnswer answer) {
    return Given.tuple(List.of(answer.onlyGold(), Given.numpy("<i8", chosenClass(answer))));
  }

  private static int chosenClass(ChoiceAnswer answer) {
    return LengthNorm.NONE.best(answer.choices(), answer.loglikelihoods());
  }
}
