package dev.plumbline.runner.backend;

/** float32 numbers in a backend's memory. */
public interface Floats {
  int size();

  /** Some of these numbers, not copied. */
  Floats slice(int from, int count);

  void put(int at, float[] numbers);

  /** A copy of some of these numbers. */
  float[] get(int at, int count);

  /**
   * Copies pieces of another's numbers, which then lie side by side.
   *
   * @param at where the first goes
   * @param first where the first begins
   * @param stride from the beginning of one to that of the next
   */
  void copy(int at, Floats from, int first, int stride, int pieces, int length);

  /** These numbers, not copied; the caller closes it. */
  Tensor tensor(long... shape);
}
