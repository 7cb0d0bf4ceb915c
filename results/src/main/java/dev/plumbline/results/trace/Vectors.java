package dev.plumbline.results.trace;

/** Lengths and products of float32 vectors, summed in double. */
final class Vectors {

  static double norm(float[] a) {
    double squares = 0;
    for (float v : a) {
      squares += (double) v * v;
    }
    return Math.sqrt(squares);
  }

  static double distance(float[] a, float[] b) {
    return Math.sqrt(squaredDistance(a, b));
  }

  static double squaredDistance(float[] a, float[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      squares += difference * difference;
    }
    return squares;
  }

  private Vectors() {}
}
