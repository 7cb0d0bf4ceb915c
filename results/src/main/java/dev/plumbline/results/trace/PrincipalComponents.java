package dev.plumbline.results.trace;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseMatrix.EigenDecomposition;

/**
 * The directions in which states vary most, orthogonal to each other (Pearson 1901, Hotelling
 * 1933). States are centred and not scaled. A component's sign is the one that makes its largest
 * loading positive, so that the same states always look the same.
 */
public final class PrincipalComponents {
  /** Of more states evenly chosen ones are fitted. */
  static final int MOST_STATES = 16_384;

  /** Of more channels no covariance is made, but products of so many evenly chosen states. */
  static final int MOST_CHANNELS = 1_024;

  /** Less variance than this, relative to the largest component's, is that of rounding. */
  private static final double ROUNDING = 1e-10;

  private final double[] mean;

  /** [components][channels], each of length 1. */
  private final double[][] loadings;

  private final double[] shares;

  private PrincipalComponents(double[] mean, double[][] loadings, double[] shares) {
    this.mean = mean;
    this.loadings = loadings;
    this.shares = shares;
  }

  /**
   * Fits the components of most variance: fewer than asked for where the states do not vary in so
   * many directions.
   *
   * @param states of equal length, at least one
   */
  public static PrincipalComponents fit(List<float[]> states, int components) {
    return states.get(0).length <= MOST_CHANNELS
        ? byCovariance(thinned(states, MOST_STATES), components)
        : byProducts(thinned(states, MOST_CHANNELS), components);
  }

  /** Each component's share of the whole variance, descending; their sum is at most 1. */
  public double[] shares() {
    return shares.clone();
  }

  /** A state's coordinate on each component, from the mean of the states that were fitted. */
  public double[] of(float[] state) {
    double[] coordinates = new double[loadings.length];
    for (int c = 0; c < loadings.length; c++) {
      for (int i = 0; i < mean.length; i++) {
        coordinates[c] += loadings[c][i] * (state[i] - mean[i]);
      }
    }
    return coordinates;
  }

  /** The components themselves, [components][channels], each of length 1. */
  public double[][] loadings() {
    return Arrays.stream(loadings).map(double[]::clone).toArray(double[][]::new);
  }

  static PrincipalComponents byCovariance(List<float[]> states, int components) {
    double[] mean = mean(states);
    double[][] products = crossProducts(states, mean);
    EigenDecomposition eigen = decompose(products);
    int kept = kept(eigen, components);
    double[][] loadings = new double[kept][];
    for (int c = 0; c < kept; c++) {
      loadings[c] = signed(eigen.getEigenVector(c).toArray());
    }
    return new PrincipalComponents(mean, loadings, shares(eigen, products, kept));
  }

  /**
   * By the inner products of the states instead, which have the same eigenvalues: each component is
   * the sum of states weighted by an eigenvector.
   */
  static PrincipalComponents byProducts(List<float[]> states, int components) {
    double[] mean = mean(states);
    double[][] centred =
        states.stream().map(state -> centred(state, mean)).toArray(double[][]::new);
    double[][] products = innerProducts(centred);
    EigenDecomposition eigen = decompose(products);
    int kept = kept(eigen, components);
    double[][] loadings = new double[kept][mean.length];
    for (int c = 0; c < kept; c++) {
      double[] weights = eigen.getEigenVector(c).toArray();
      double scale = 1 / Math.sqrt(eigen.eigenvalues().get(c));
      for (int row = 0; row < centred.length; row++) {
        addTo(loadings[c], weights[row] * scale, centred[row]);
      }
      loadings[c] = signed(loadings[c]);
    }
    return new PrincipalComponents(mean, loadings, shares(eigen, products, kept));
  }

  static List<float[]> thinned(List<float[]> states, int most) {
    long n = states.size();
    return n <= most
        ? states
        : IntStream.range(0, most).mapToObj(i -> states.get((int) (i * n / most))).toList();
  }

  private static double[] mean(List<float[]> states) {
    double[] mean = new double[states.get(0).length];
    for (float[] state : states) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += (double) state[i] / states.size();
      }
    }
    return mean;
  }

  private static double[] centred(float[] state, double[] mean) {
    double[] centred = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      centred[i] = state[i] - mean[i];
    }
    return centred;
  }

  /** Sums over the states of the products of two channels, [channels][channels]. */
  private static double[][] crossProducts(List<float[]> states, double[] mean) {
    int channels = mean.length;
    double[][] products = new double[channels][channels];
    double[] none = new double[channels];
    // Four states at a time, so that a sum is read and written once for four products.
    for (int row = 0; row < states.size(); row += 4) {
      double[][] four = new double[4][];
      for (int i = 0; i < 4; i++) {
        four[i] = row + i < states.size() ? centred(states.get(row + i), mean) : none;
      }
      for (int i = 0; i < channels; i++) {
        addProducts(products[i], i, four);
      }
    }
    for (int i = 0; i < channels; i++) {
      for (int j = 0; j < i; j++) {
        products[i][j] = products[j][i];
      }
    }
    return products;
  }

  /** Of channel i with itself and those after it. */
  private static void addProducts(double[] sums, int i, double[][] four) {
    double[] a = four[0];
    double[] b = four[1];
    double[] c = four[2];
    double[] d = four[3];
    double ai = a[i];
    double bi = b[i];
    double ci = c[i];
    double di = d[i];
    for (int j = i; j < sums.length; j++) {
      sums[j] += ai * a[j] + bi * b[j] + ci * c[j] + di * d[j];
    }
  }

  private static double[][] innerProducts(double[][] rows) {
    double[][] products = new double[rows.length][rows.length];
    for (int r = 0; r < rows.length; r++) {
      for (int s = 0; s <= r; s++) {
        double sum = 0;
        for (int i = 0; i < rows[r].length; i++) {
          sum += rows[r][i] * rows[s][i];
        }
        products[r][s] = sum;
        products[s][r] = sum;
      }
    }
    return products;
  }

  private static EigenDecomposition decompose(double[][] symmetric) {
    return DenseMatrix.createDenseMatrix(symmetric).eigenDecomposition().orElseThrow();
  }

  private static int kept(EigenDecomposition eigen, int components) {
    double[] values = eigen.eigenvalues().toArray();
    int kept = 0;
    while (kept < Math.min(components, values.length)
        && values[kept] > 0
        && values[kept] > ROUNDING * values[0]) {
      kept++;
    }
    return kept;
  }

  private static double[] shares(EigenDecomposition eigen, double[][] products, int kept) {
    double trace = 0;
    for (int i = 0; i < products.length; i++) {
      trace += products[i][i];
    }
    double[] shares = new double[kept];
    for (int c = 0; c < kept; c++) {
      shares[c] = eigen.eigenvalues().get(c) / trace;
    }
    return shares;
  }

  private static double[] signed(double[] loading) {
    double largest = 0;
    for (double l : loading) {
      largest = Math.abs(l) > Math.abs(largest) ? l : largest;
    }
    double sign = Math.signum(largest);
    return Arrays.stream(loading).map(l -> sign * l).toArray();
  }

  private static void addTo(double[] sum, double factor, double[] row) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * row[i];
    }
  }
}
