package dev.plumbline.runner.backend;

/** float32 numbers in a backend's memory. */
public interface Floats {
  int size();

  /** Some of these numbers, not copied. */
  Floats slice(int from, int count);

  void put(int at, float[] numbers);

  /** Fills an array with the numbers from {@code at} on. */
  void get(int at, float[] into);

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
