package dev.plumbline.runner.adaptive;

/** |s_t - s_{t-1}| / |s_t|, the mean over a prompt's tokens. */
final class LatentDifference implements Criterion {
  private float[] before;

  @Override
  public boolean readsLogits() {
    return false;
  }

  @Override
  public void begin(Seen start) {
    before = start.states();
  }

  @Override
  public double value(Seen seen) {
    float[] now = seen.states();
    double sum = 0;
    for (int token = 0; token < seen.tokens(); token++) {
      double changes = 0;
      double squares = 0;
      for (int i = token * seen.channels(); i < (token + 1) * seen.channels(); i++) {
        double change = (double) now[i] - before[i];
        changes += change * change;
        squares += (double) now[i] * now[i];
      }
      sum += Math.sqrt(changes) / Math.sqrt(squares);
    }
    before = now;
    return sum / seen.tokens();
  }
}
