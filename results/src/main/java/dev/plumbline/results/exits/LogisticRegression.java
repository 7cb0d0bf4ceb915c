package dev.plumbline.results.exits;

import java.util.Arrays;

/**
 * Logistic regression, the slopes of standardised features held back by half their sum of squares
 * (scikit-learn's {@code LogisticRegression} with C = 1); by Newton's method, so that the same
 * examples give the same model.
 */
final class LogisticRegression {
  private static final int MOST_STEPS = 100;
  private static final double CONVERGED = 1e-10;

  private final double[] means;
  private final double[] deviations;

  /** The intercept and the slopes. */
  private final double[] weights;

  /**
   * Learns.
   *
   * @param features by example; at least one example
   */
  LogisticRegression(double[][] features, boolean[] labels) {
    int width = features[0].length;
    means = new double[width];
    deviations = new double[width];
    for (int f = 0; f < width; f++) {
      int feature = f;
      double[] column = Arrays.stream(features).mapToDouble(row -> row[feature]).toArray();
      double mean = Arrays.stream(column).sum() / column.length;
      double squares = Arrays.stream(column).map(v -> (v - mean) * (v - mean)).sum();
      means[f] = mean;
      // What never varies tells nothing: its standardised feature is 0.
      deviations[f] = squares > 0 ? Math.sqrt(squares / column.length) : 1;
    }
    double[][] rows = Arrays.stream(features).map(this::standardised).toArray(double[][]::new);
    weights = new double[width + 1];
    double loss = loss(rows, labels, weights);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] direction = newton(rows, labels);
      double size = 1;
      double[] next = moved(direction, size);
      double lower = loss(rows, labels, next);
      while (lower > loss && size > CONVERGED) {
        size /= 2;
        next = moved(direction, size);
        lower = loss(rows, labels, next);
      }
      boolean done = Arrays.stream(direction).allMatch(d -> Math.abs(d) < CONVERGED);
      System.arraycopy(next, 0, weights, 0, next.length);
      loss = lower;
      if (done) {
        break;
      }
    }
  }

  /** That an example's label is true. */
  double probability(double[] features) {
    return sigmoid(dot(standardised(features), weights));
  }

  /** With a leading 1 for the intercept. */
  private double[] standardised(double[] features) {
    double[] row = new double[features.length + 1];
    row[0] = 1;
    for (int f = 0; f < features.length; f++) {
      row[f + 1] = (features[f] - means[f]) / deviations[f];
    }
    return row;
  }

  private double[] moved(double[] direction, double size) {
    double[] next = weights.clone();
    for (int i = 0; i < next.length; i++) {
      next[i] -= size * direction[i];
    }
    return next;
  }

  private static double loss(double[][] rows, boolean[] labels, double[] weights) {
    double loss = 0;
    for (int i = 1; i < weights.length; i++) {
      loss += weights[i] * weights[i] / 2;
    }
    for (int i = 0; i < rows.length; i++) {
      double z = dot(rows[i], weights);
      // log(1 + exp(x)) that does not overflow.
      double x = labels[i] ? -z : z;
      loss += Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
    }
    return loss;
  }

  private double[] newton(double[][] rows, boolean[] labels) {
    int n = weights.length;
    double[] gradient = new double[n];
    double[][] hessian = new double[n][n];
    for (int i = 1; i < n; i++) {
      gradient[i] = weights[i];
      hessian[i][i] = 1;
    }
    for (int row = 0; row < rows.length; row++) {
      double p = sigmoid(dot(rows[row], weights));
      for (int i = 0; i < n; i++) {
        gradient[i] += (p - (labels[row] ? 1 : 0)) * rows[row][i];
        for (int j = 0; j < n; j++) {
          hessian[i][j] += p * (1 - p) * rows[row][i] * rows[row][j];
        }
      }
    }
    return solve(hessian, gradient);
  }

  /** By Gauss's elimination; both are changed. The matrix is symmetric and positive definite. */
  private static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    for (int pivot = 0; pivot < n; pivot++) {
      for (int row = pivot + 1; row < n; row++) {
        double factor = matrix[row][pivot] / matrix[pivot][pivot];
        for (int column = pivot; column < n; column++) {
          matrix[row][column] -= factor * matrix[pivot][column];
        }
        right[row] -= factor * right[pivot];
      }
    }
    for (int row = n - 1; row >= 0; row--) {
      for (int column = row + 1; column < n; column++) {
        right[row] -= matrix[row][column] * right[column];
      }
      right[row] /= matrix[row][row];
    }
    return right;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }
}
