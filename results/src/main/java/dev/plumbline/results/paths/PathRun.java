package dev.plumbline.results.paths;

/**
 * One run among those of a study.
 *
 * @param starts the name of those that it belongs to
 * @param seed of its start and its noise
 */
public record PathRun(String starts, long seed) {}
