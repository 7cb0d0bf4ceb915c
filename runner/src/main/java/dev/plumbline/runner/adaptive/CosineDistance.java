package dev.plumbline.runner.adaptive;

/** 1 - cos(s_t, s_{t-1}), the mean over a prompt's tokens; not a number from a state of zeros. */
final class CosineDistance implements Criterion {
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
      double dot = 0;
      double squares = 0;
      double squaresBefore = 0;
      for (int i = token * seen.channels(); i < (token + 1) * seen.channels(); i++) {
        dot += (double) now[i] * before[i];
        squares += (double) now[i] * now[i];
        squaresBefore += (double) before[i] * before[i];
      }
      sum += dot / Math.sqrt(squares) / Math.sqrt(squaresBefore);
    }
    before = now;
    return 1 - sum / seen.tokens();
  }
}
