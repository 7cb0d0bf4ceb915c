/**
 * Answers at points of a sweep whose tokens leave the core on their own, see fewer keys and values,
 * start warm, or are set against a shallower depth. Start from {@link
 * dev.plumbline.runner.adaptive.AdaptiveAnswers}; a {@link dev.plumbline.runner.adaptive.Criterion}
 * says when a token has had enough. Internal to the runner: other modules use {@code
 * dev.plumbline.runner}.
 */
package dev.plumbline.runner.adaptive;
