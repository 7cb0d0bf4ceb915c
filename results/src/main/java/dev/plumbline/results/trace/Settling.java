package dev.plumbline.results.trace;

/** Whether a path still moves by more than float32 arithmetic makes it. */
final class Settling {
  /** Of a step, relative to the state: about a hundred roundings of float32. */
  static final double ROUNDING = 1e-5;

  /** Whether iteration t, from 1, moved the state by more than rounding; false of NaN. */
  static boolean moves(TokenPath path, int t) {
    return path.step(t) > ROUNDING * Vectors.norm(path.after(t));
  }

  /** Whether the last iteration moved the state by no more than rounding. */
  static boolean isSettled(TokenPath path) {
    int last = path.iterations();
    return path.step(last) <= ROUNDING * Vectors.norm(path.after(last));
  }

  /** The last iteration that moved the state; 0 where none did. */
  static int lastMove(TokenPath path) {
    int t = path.iterations();
    while (t > 0 && !moves(path, t)) {
      t--;
    }
    return t;
  }

  private Settling() {}
}
