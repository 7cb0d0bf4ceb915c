/**
 * Log-likelihoods of continuations. Start from {@link dev.plumbline.runner.score.ScoringBatches}.
 * Internal to the runner: other modules use {@code dev.plumbline.runner}.
 */
package dev.plumbline.runner.score;
