package dev.plumbline.results.trace;

import java.util.List;

/** Numbers of one kind. */
public final class TraceTable {
  private final NumberType type;
  private final List<Integer> shape;
  private final float[] values;

  private TraceTable(NumberType type, List<Integer> shape, float[] values) {
    this.type = type;
    this.shape = List.copyOf(shape);
    this.values = values;
    int count = shape.stream().reduce(1, Math::multiplyExact);
    if (count != values.length) {
      throw new IllegalArgumentException(values.length + " numbers of the shape " + shape);
    }
  }

  /**
   * Keeps the array itself.
   *
   * @param shape sizes, the slowest axis first
   */
  public static TraceTable of(NumberType type, List<Integer> shape, float[] values) {
    return new TraceTable(type, shape, values);
  }

  /** Rows of equal length, [rows, columns]. */
  public static TraceTable of(NumberType type, float[][] rows) {
    float[] values = new float[rows.length * rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, values, row * rows[0].length, rows[0].length);
    }
    return new TraceTable(type, List.of(rows.length, rows[0].length), values);
  }

  public NumberType type() {
    return type;
  }

  /** Sizes, the slowest axis first. */
  public List<Integer> shape() {
    return shape;
  }

  /** Flat; not copied. */
  public float[] values() {
    return values;
  }

  /** A number of a table of two axes. */
  public float get(int row, int column) {
    return values[row * shape.get(1) + column];
  }
}
