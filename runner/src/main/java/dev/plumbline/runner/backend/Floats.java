package dev.plumbline.runner.backend;

/** float32 numbers in a backend's memory. */
public interface Floats {
  int size();

  /** Some of these numbers, not copied. */
  Floats slice(int from, int count);

  /** Takes numbers over from Java, which may be far away: not for each iteration. */
  void put(int at, float[] numbers);

  /** Fills an array with the numbers from {@code at} on; as far away as in {@link #put}. */
  void get(int at, float[] into);

  /**
   * Copies pieces of another's numbers.
   *
   * @param at where the first goes
   * @param stride from where one goes to where the next goes, at least {@code length}
   * @param first where the first begins
   * @param fromStride from the beginning of one to that of the next, at least {@code length}
   */
  void copy(int at, int stride, Floats from, int first, int fromStride, int pieces, int length);

  /** Copies some of another's numbers. */
  default void copy(int at, Floats from, int first, int count) {
    copy(at, count, from, first, count, 1, count);
  }

  /** These numbers, not copied; the caller closes it. */
  Tensor tensor(long... shape);
}
