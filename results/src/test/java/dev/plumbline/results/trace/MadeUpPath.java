package dev.plumbline.results.trace;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Paths whose motion is known. Each call draws anew. */
final class MadeUpPath {
  private final int channels;
  private final int iterations;
  private final ContinuousDistribution.Sampler normal;

  MadeUpPath(int channels, int iterations, long seed) {
    this.channels = channels;
    this.iterations = iterations;
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    this.normal = NormalDistribution.of(0, 1).createSampler(random);
  }

  private interface Next {
    double[] after(double[] state, int t);
  }

  /** The map's states are float32, as a model's are. */
  private TokenPath iterated(double[] first, Next map) {
    float[][] states = new float[iterations + 1][channels];
    double[] state = first;
    for (int t = 0; t <= iterations; t++) {
      state = t == 0 ? first : map.after(state, t);
      for (int i = 0; i < channels; i++) {
        states[t][i] = (float) state[i];
        state[i] = states[t][i];
      }
    }
    return new TokenPath(states);
  }

  double[] draw(double deviation) {
    return normal.samples(channels).map(z -> z * deviation).toArray();
  }

  /** Towards a point of norm about sqrt(channels). */
  TokenPath contraction(double rate) {
    double[] point = draw(1);
    return iterated(draw(1), (s, t) -> plus(point, plus(s, point, -1), rate));
  }

  /** The first two channels turn about a point, and come nearer by the rate; the others rest. */
  TokenPath rotation(double angle, double rate) {
    double[] point = draw(1);
    double[] first = point.clone();
    first[0] += 1;
    return iterated(
        first,
        (s, t) -> {
          double x = s[0] - point[0];
          double y = s[1] - point[1];
          double[] next = point.clone();
          next[0] += rate * (Math.cos(angle) * x - Math.sin(angle) * y);
          next[1] += rate * (Math.sin(angle) * x + Math.cos(angle) * y);
          return next;
        });
  }

  /** On a circle of radius 1 in two channels, or to and fro in one, with noise in each channel. */
  TokenPath orbit(double period, double noise) {
    return iterated(
        draw(0),
        (s, t) -> {
          double[] next = draw(noise);
          next[0] += Math.cos(2 * Math.PI * t / period);
          if (channels > 1) {
            next[1] += Math.sin(2 * Math.PI * t / period);
          }
          return next;
        });
  }

  /** In each step by 1 along a direction, with noise in each channel of the state. */
  TokenPath drift(double noise) {
    return iterated(
        draw(0),
        (s, t) -> {
          double[] next = draw(noise);
          next[0] += t;
          return next;
        });
  }

  /** The same steps with noise in each of them. */
  TokenPath driftingWalk(double noise) {
    return iterated(
        draw(1),
        (s, t) -> {
          double[] next = plus(s, draw(noise), 1);
          next[0] += 1;
          return next;
        });
  }

  /** x' = memory x + noise: 0 is noise about a point, 1 a random walk. */
  TokenPath autoregression(double memory) {
    double stationary = memory == 1 ? 1 : 1 / Math.sqrt(1 - memory * memory);
    return iterated(draw(stationary), (s, t) -> plus(draw(1), s, memory));
  }

  private static double[] plus(double[] a, double[] b, double factor) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * b[i];
    }
    return sum;
  }
}
