package dev.plumbline.results.trace;

import java.util.Locale;

/** A number for each iteration of a path; d_t is the step s_t - s_(t-1). */
public enum PathMeasure {
  /** {@code |d_t|}. */
  STEP {
    @Override
    double at(TokenPath path, int t) {
      return path.step(t);
    }
  },

  /** {@code |d_t| / |s_t|} (arXiv 2502.05171, section 7); NaN at a state of zeros. */
  RESIDUAL {
    @Override
    double at(TokenPath path, int t) {
      double norm = Vectors.norm(path.after(t));
      return norm == 0 ? Double.NaN : path.step(t) / norm;
    }
  },

  /** {@code |s_t - s_R|} to the last state, whose own is 0. */
  DISTANCE {
    @Override
    double at(TokenPath path, int t) {
      return Vectors.distance(path.after(t), path.after(path.iterations()));
    }
  },

  /**
   * The cosine of d_t and d_(t-1) (arXiv 2509.23314); NaN at the first iteration and where either
   * step is zero. Once a path has settled, this is that of rounding errors.
   */
  COSINE {
    @Override
    double at(TokenPath path, int t) {
      double lengths = t == 1 ? 0 : path.step(t) * path.step(t - 1);
      return lengths == 0
          ? Double.NaN
          : Math.max(-1, Math.min(1, path.stepProduct(t, t - 1) / lengths));
    }
  },

  /** {@code |d_t - d_(t-1)|} (arXiv 2509.23314); NaN at the first iteration. */
  ACCELERATION {
    @Override
    double at(TokenPath path, int t) {
      if (t == 1) {
        return Double.NaN;
      }
      float[] last = path.after(t);
      float[] middle = path.after(t - 1);
      float[] first = path.after(t - 2);
      double squares = 0;
      for (int i = 0; i < last.length; i++) {
        double change = (double) last[i] - 2.0 * middle[i] + first[i];
        squares += change * change;
      }
      return Math.sqrt(squares);
    }
  };

  /** Of each iteration, [iterations]: the entry t - 1 is for iteration t. */
  double[] of(TokenPath path) {
    double[] values = new double[path.iterations()];
    for (int t = 1; t <= values.length; t++) {
      values[t - 1] = at(path, t);
    }
    return values;
  }

  /** As files name it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** After iteration t, from 1. */
  abstract double at(TokenPath path, int t);
}
