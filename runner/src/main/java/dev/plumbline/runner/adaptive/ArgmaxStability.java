package dev.plumbline.runner.adaptive;

/** How often in a row the most likely token stayed what it was. */
final class ArgmaxStability implements Criterion {
  private int before = -1;
  private int stable;

  @Override
  public boolean readsLogits() {
    return true;
  }

  @Override
  public double value(Seen seen) {
    float[] logits = seen.logits();
    int most = 0;
    for (int token = 1; token < logits.length; token++) {
      most = logits[token] > logits[most] ? token : most;
    }
    stable = most == before ? stable + 1 : 0;
    before = most;
    return stable;
  }

  @Override
  public boolean isEnough(double value, double threshold) {
    return value >= threshold;
  }
}
