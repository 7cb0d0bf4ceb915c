package dev.plumbline.runner;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Model;
import dev.plumbline.runner.network.TrainedDepth;
import dev.plumbline.runner.recurrence.CounterRandom;
import dev.plumbline.runner.recurrence.StateNoise;
import dev.plumbline.runner.recurrence.StateNorm;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Noise that the state takes before each iteration, the first one included, and not after the last:
 * {@code s <- norm((1 - a_i) s + a_i z)} with z standard normal in each channel, as Huginn's
 * published code has it ({@code test_time_noise}). Where its blocks do not norm the state at their
 * end, nothing is normed here either.
 *
 * <p>Of the kinds' shares a_i, with {@code n = amount * std * scale} of the distribution that the
 * model's first state is drawn from; n is the amount alone where that state is not drawn.
 *
 * @param amount above 0, at most 1000
 * @param seed names the draw, which is of seed, position and iteration alone
 */
public record TestTimeNoise(Kind kind, double amount, long seed) {
  private static final double MOST = 1000;

  /** No position: the stream of what all tokens have in common. */
  private static final int ALL_TOKENS = -1;

  /** The share of the noise in iteration i, from 1. */
  public enum Kind {
    /** {@code a_i = n}. */
    FIXED,
    /** {@code a_i = n / i}. */
    GEOM,
    /** {@code a_i = n / sqrt(i)}. */
    SQRT,
    /**
     * {@code a_i = max(n, (m - i + 1) / m)}, with m iterations in training, on average where they
     * were drawn: the first iteration sees nothing but noise.
     */
    LINE,
    /** {@code a_i = 2 u_i n}, with u_i uniform in [0, 1), one for all tokens. */
    CHI;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public TestTimeNoise {
    if (!(amount > 0 && amount <= MOST)) {
      throw new PlumblineException(
          "the amount of noise must be above 0 and at most %.0f, got %s".formatted(MOST, amount));
    }
  }

  /**
   * Reads {@code KIND:AMOUNT}, such as {@code geom:0.5}; the seed is 0.
   *
   * @throws PlumblineException if it is not of that form
   */
  public static TestTimeNoise parse(String text) {
    String[] parts = text.strip().split(":", -1);
    if (parts.length == 2) {
      for (Kind kind : Kind.values()) {
        if (kind.word().equalsIgnoreCase(parts[0])) {
          try {
            return new TestTimeNoise(kind, Double.parseDouble(parts[1]), 0);
          } catch (NumberFormatException e) {
            break;
          }
        }
      }
    }
    throw new PlumblineException(
        "'%s' is no noise; write KIND:AMOUNT, such as fixed:0.1, with a kind of %s"
            .formatted(
                text,
                Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "))));
  }

  public TestTimeNoise withSeed(long other) {
    return new TestTimeNoise(kind, amount, other);
  }

  /** In the form that {@link #parse} reads. */
  public String label() {
    return kind.word() + ":" + amount;
  }

  /** This noise in the states of a model. */
  StateNoise in(Bundle bundle) {
    Model model = bundle.description().model();
    double n = amount * model.initialState().map(init -> init.std() * init.scale()).orElse(1.0);
    int trained = model.trainedDepth().match(TrainedDepth.Drawn::mean, TrainedDepth.UpTo::most);
    return StateNoise.drawn(i -> share(i, n, trained), seed, StateNorm.of(bundle));
  }

  /** a_i of iteration i, from 1. */
  double share(int i, double n, int trained) {
    return switch (kind) {
      case FIXED -> n;
      case GEOM -> n / i;
      case SQRT -> n / Math.sqrt(i);
      case LINE -> Math.max(n, (trained - (i - 1.0)) / trained);
      case CHI -> 2 * CounterRandom.NOISE.stream(seed, ALL_TOKENS, i).nextDouble() * n;
    };
  }
}
