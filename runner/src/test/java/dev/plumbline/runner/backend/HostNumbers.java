package dev.plumbline.runner.backend;

/** Reads what a backend's memory holds, for tests. */
public final class HostNumbers {
  private HostNumbers() {}

  /** Numbers as rows of equal length. */
  public static float[][] rows(Floats numbers, int columns) {
    float[][] rows = new float[numbers.size() / columns][columns];
    for (int row = 0; row < rows.length; row++) {
      numbers.get(row * columns, rows[row]);
    }
    return rows;
  }
}
