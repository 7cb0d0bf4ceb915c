package dev.plumbline.runner;

/**
 * What the answers at one depth have cost.
 *
 * @param tokens tokens the model read or wrote for this depth; what choices share counts once
 * @param flopsPerToken mean over these tokens, see {@code Architecture.flopsPerToken}
 * @param seconds wall-clock time of everything this depth needed; what depths share counts for each
 */
public record Usage(long tokens, double flopsPerToken, double seconds) {}
