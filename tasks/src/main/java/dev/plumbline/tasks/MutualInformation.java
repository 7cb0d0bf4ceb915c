package dev.plumbline.tasks;

import dev.plumbline.protocol.LengthNorm;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Whether the choice whose likelihood the context raises most is the right one ({@code
 * acc_mutual_info}).
 */
record MutualInformation(String name, boolean higherIsBetter, Combination combination)
    implements ChoiceMetric {
  @Override
  public boolean asksAlone() {
    return true;
  }

  @Override
  public String refuses(ChoiceAnswer question) {
    return question.gold().size() == 1 ? "" : name + " is of one right choice";
  }

  @Override
  public double measure(ChoiceAnswer answer) {
    return best(answer) == answer.onlyGold() ? 1 : 0;
  }

  @Override
  public OptionalInt chosen(ChoiceAnswer answer) {
    return OptionalInt.of(best(answer));
  }

  private static int best(ChoiceAnswer answer) {
    List<Double> raised =
        IntStream.range(0, answer.choices().size())
            .mapToObj(i -> (double) answer.loglikelihoods().get(i) - answer.alone().get(i))
            .toList();
    return LengthNorm.NONE.best(answer.choices(), raised);
  }
}
