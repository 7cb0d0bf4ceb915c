/**
 * How a model answers: requests in, answers at every point of a sweep out. Start from {@link
 * dev.plumbline.runner.RecurrentModel}.
 *
 * <p>This package, {@code bundle} and {@code export} are for other modules. The others are
 * internal, each knowing only those before it: {@code backend} is what computes, {@code tokenizer}
 * makes tokens, {@code batch} packs them, {@code cache} keeps keys and values, {@code recurrence}
 * is the model itself, and {@code score} and {@code decode} are the two ways to ask it.
 */
package dev.plumbline.runner;
