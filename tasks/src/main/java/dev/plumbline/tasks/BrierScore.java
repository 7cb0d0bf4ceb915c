package dev.plumbline.tasks;

import dev.plumbline.protocol.Aggregation;

/** The squared error of the choices' probabilities, which are made to sum up to 1. */
record BrierScore(String name, boolean higherIsBetter) implements ChoiceMetric {
  @Override
  public Aggregation aggregation() {
    return Aggregation.BRIER_SCORE;
  }

  @Override
  public String refuses(ChoiceAnswer question) {
    return question.hasOneGold() ? "" : name + " is of one right choice among those there are";
  }

  @Override
  public double measure(ChoiceAnswer answer) {
    return squares(
        answer.loglikelihoods().stream().mapToDouble(Float::doubleValue).toArray(),
        answer.onlyGold());
  }

  private static double squares(double[] loglikelihoods, int gold) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (double loglikelihood : loglikelihoods) {
      greatest = Math.max(greatest, loglikelihood);
    }
    double sum = 0;
    for (double loglikelihood : loglikelihoods) {
      sum += Math.exp(loglikelihood - greatest);
    }
    double squares = 0;
    for (int i = 0; i < loglikelihoods.length; i++) {
      double off = Math.exp(loglikelihoods[i] - greatest) / sum - (i == gold ? 1 : 0);
      squares += off * off;
    }
    return squares;
  }
}
