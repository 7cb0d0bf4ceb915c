/**
 * How a model answers: requests in, answers at every depth of a sweep out.
 *
 * <p>Start from {@link dev.plumbline.runner.RecurrentModel}; {@code Recurrence} is the model
 * itself, {@code Scorer} and {@code Generator} are the two ways to ask it.
 */
package dev.plumbline.runner;
