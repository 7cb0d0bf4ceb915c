package dev.plumbline.protocol;

import java.util.function.Function;

/** How the next token is chosen. */
public sealed interface Sampling {

  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(Function<Greedy, R> greedy, Function<Random, R> random);

  /** The most likely token; of equals the one with the smallest id. */
  record Greedy() implements Sampling {
    @Override
    public <R> R match(Function<Greedy, R> greedy, Function<Random, R> random) {
      return greedy.apply(this);
    }
  }

  /**
   * A random token of the distribution that is left after temperature, top-k, top-p and min-p, in
   * that order (the order of Hugging Face's generate).
   *
   * @param temperature divides the logits, above 0
   * @param topK how many of the most likely tokens stay; 0 keeps all
   * @param topP the smallest set of most likely tokens whose probabilities reach this stays; in (0,
   *     1], 1 keeps all
   * @param minP tokens less likely than this fraction of the most likely one go; in [0, 1)
   * @param seed names the random stream; requests with equal seeds draw equal numbers
   */
  record Random(double temperature, int topK, double topP, double minP, long seed)
      implements Sampling {
    public Random {
      check("temperature", temperature, temperature > 0 && temperature < 1e6, "above 0");
      check("top_k", topK, topK >= 0, "0 (all) or more");
      check("top_p", topP, topP > 0 && topP <= 1, "in (0, 1]");
      check("min_p", minP, minP >= 0 && minP < 1, "in [0, 1)");
    }

    @Override
    public <R> R match(Function<Greedy, R> greedy, Function<Random, R> random) {
      return random.apply(this);
    }

    /** The same with the random stream of a further text on the same request. */
    public Random repeated(int repeat) {
      // The fraction of the golden ratio keeps streams apart, as in SplitMix (Steele et al. 2014).
      return new Random(temperature, topK, topP, minP, seed + repeat * 0x9E3779B97F4A7C15L);
    }

    private static void check(String name, double value, boolean valid, String range) {
      if (!valid) {
        throw new PlumblineException("%s must be %s, got %s".formatted(name, range, value));
      }
    }
  }
}
