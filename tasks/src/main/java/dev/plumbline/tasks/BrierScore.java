package dev.plumbline.tasks;

import dev.plumbline.tasks.code.Given;
import java.util.Arrays;
import java.util.List;

/** The squared error of the choices' probabilities, which are made to sum up to 1. */
record BrierScore(String name, boolean higherIsBetter, Combination combination)
    implements ChoiceMetric {
  @Override
  public String refuses(ChoiceAnswer question) {
    return question.hasOneGold() ? "" : name + " is of one right choice among those there are";
  }

  @Override
  public double measure(ChoiceAnswer answer) {
    double[] probabilities = probabilities(answer);
    double squares = 0;
    for (int i = 0; i < probabilities.length; i++) {
      double off = probabilities[i] - (i == answer.onlyGold() ? 1 : 0);
      squares += off * off;
    }
    return squares;
  }

  @Override
  public Object item(ChoiceAnswer answer) {
    List<Double> probabilities = Arrays.stream(probabilities(answer)).boxed().toList();
    return Given.tuple(List.of(answer.onlyGold(), Given.numpy("<f8", probabilities)));
  }

  private static double[] probabilities(ChoiceAnswer answer) {
    double[] exponents = answer.loglikelihoods().stream().mapToDouble(Float::doubleValue).toArray();
    double greatest = Arrays.stream(exponents).max().orElseThrow();
    double sum = 0;
    for (int i = 0; i < exponents.length; i++) {
      exponents[i] = Math.exp(exponents[i] - greatest);
      sum += exponents[i];
    }
    for (int i = 0; i < exponents.length; i++) {
      exponents[i] /= sum;
    }
    return exponents;
  }
}
