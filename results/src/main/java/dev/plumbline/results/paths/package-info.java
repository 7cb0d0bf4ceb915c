/**
 * What a model's way to its answers is worth: answers, scores and states of runs that differ in
 * where they started or in the noise on the way, and in nothing else. Definitions and sources are
 * in {@code docs/path-independence.md}.
 *
 * <p>Start from {@link dev.plumbline.results.paths.PathStudy}, which holds all of it.
 */
package dev.plumbline.results.paths;
