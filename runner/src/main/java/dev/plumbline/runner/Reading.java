package dev.plumbline.runner;

/**
 * What the model read and wrote for one answer. It depends on the request and the answer alone, not
 * on what they ran with.
 *
 * @param truncated whether the prompt was cut from the left to fit the model's block size
 * @param tokens without those of the shared prefix; what choices share counts once
 * @param visibleKeys how many keys these tokens saw together
 * @param sharedTokens of the shared prefix, which was read once for all requests that name it
 */
public record Reading(boolean truncated, long tokens, long visibleKeys, int sharedTokens) {
  /** Of a request that the model never saw. */
  static final Reading NONE = new Reading(false, 0, 0, 0);
}
