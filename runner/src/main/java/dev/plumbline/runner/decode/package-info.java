/**
 * Texts, token by token, of many prompts at all points of a sweep together: continuous batching.
 * Start from {@link dev.plumbline.runner.decode.GenerationBatches}. Internal to the runner: other
 * modules use {@code dev.plumbline.runner}.
 */
package dev.plumbline.runner.decode;
