package dev.plumbline.runner.adaptive;

/** Nothing is ever enough. */
final class NoCriterion implements Criterion {
  @Override
  public boolean readsLogits() {
    return false;
  }

  @Override
  public double value(Seen seen) {
    return Double.NaN;
  }

  @Override
  public boolean isEnough(double value, double threshold) {
    return false;
  }
}
