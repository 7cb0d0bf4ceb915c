package dev.plumbline.results;

import java.util.OptionalInt;

/**
 * What a model costs whatever it is asked, and how deep it was trained.
 *
 * @param parameters trained numbers in memory, a tied embedding counted once
 * @param trainedMean mean iterations in training, where they were drawn anew for each step
 * @param trainedMost most iterations in training, where they were not; 1 for a model of fixed depth
 * @param cacheBytesPerToken keys and values that a token leaves in prelude and coda
 * @param cacheBytesPerIteration keys and values that it leaves in each iteration of the core
 */
public record ModelFacts(
    long parameters,
    OptionalInt trainedMean,
    OptionalInt trainedMost,
    long cacheBytesPerToken,
    long cacheBytesPerIteration) {

  /** Keys and values that a token leaves when the core runs so often, in bytes. */
  public long cacheBytes(int iterations) {
    return cacheBytesPerToken + iterations * cacheBytesPerIteration;
  }
}
