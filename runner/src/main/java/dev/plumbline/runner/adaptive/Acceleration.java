package dev.plumbline.runner.adaptive;

/**
 * |d_t - d_{t-1}| / |s_t| where d_t = s_t - s_{t-1}, the mean over a prompt's tokens; enough when
 * small twice in a row (arXiv 2509.23314, whose figure is not divided by the state's norm). Not a
 * number when first asked, since there is one change only.
 */
final class Acceleration implements Criterion {
  private float[] before;
  private float[] change;
  private boolean smallBefore;

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
    float[] changed = new float[now.length];
    for (int i = 0; i < now.length; i++) {
      changed[i] = now[i] - before[i];
    }
    double sum = change == null ? Double.NaN : 0;
    for (int token = 0; token < seen.tokens() && change != null; token++) {
      double squares = 0;
      double states = 0;
      for (int i = token * seen.channels(); i < (token + 1) * seen.channels(); i++) {
        double second = (double) changed[i] - change[i];
        squares += second * second;
        states += (double) now[i] * now[i];
      }
      sum += Math.sqrt(squares) / Math.sqrt(states);
    }
    before = now;
    change = changed;
    return sum / seen.tokens();
  }

  @Override
  public boolean isEnough(double value, double threshold) {
    boolean twice = smallBefore && value < threshold;
    smallBefore = value < threshold;
    return twice;
  }
}
