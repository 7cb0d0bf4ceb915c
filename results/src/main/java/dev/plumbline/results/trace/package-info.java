/**
 * What the latent state of one token does from iteration to iteration: whether it settles, how
 * fast, whether it circles or drifts, how it answers to a small push, and in which few directions
 * most of it happens. Pure arithmetic on arrays of float32 states, summed in double.
 *
 * <p>Start from {@link dev.plumbline.results.trace.Motion}.
 */
package dev.plumbline.results.trace;
