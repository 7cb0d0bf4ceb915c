package dev.plumbline.results;

/**
 * What it cost to answer one task at one r, as measured by who ran it.
 *
 * @param flopsPerToken floating point operations per token at this r
 * @param tokens tokens put through the model, prompts and answers
 * @param seconds wall time of the process that finished the run; goes to {@code timing.csv} alone
 */
public record Usage(
    String task, int iterations, double flopsPerToken, long tokens, double seconds) {
  public Usage {
    if (!(flopsPerToken >= 0 && Double.isFinite(flopsPerToken))
        || tokens < 0
        || !(seconds >= 0 && Double.isFinite(seconds))) {
      throw new IllegalArgumentException(
          "usage of " + task + " at r=" + iterations + " has a negative or undefined number");
    }
  }
}
