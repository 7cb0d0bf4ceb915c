package dev.plumbline.protocol;

/**
 * What the answers at one point of a sweep have cost together.
 *
 * @param flopsPerToken floating point operations, mean over the tokens
 * @param tokens put through the model, prompts and answers; what choices share counts once
 * @param seconds wall-clock time of everything this point needed, in the process that asked; what
 *     points share counts for each
 */
public record Cost(double flopsPerToken, long tokens, double seconds) {
  public Cost {
    if (!(flopsPerToken >= 0 && Double.isFinite(flopsPerToken))
        || tokens < 0
        || !(seconds >= 0 && Double.isFinite(seconds))) {
      throw new IllegalArgumentException(
          "a cost has a negative or undefined number: %s FLOPs per token, %d tokens, %s seconds"
              .formatted(flopsPerToken, tokens, seconds));
    }
  }
}
