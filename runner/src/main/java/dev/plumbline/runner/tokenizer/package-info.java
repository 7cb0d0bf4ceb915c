/**
 * Texts to token ids and back, as the bundle's tokenizer does it. Start from {@link
 * dev.plumbline.runner.tokenizer.Tokenizer}. Internal to the runner: other modules use {@code
 * dev.plumbline.runner}.
 */
package dev.plumbline.runner.tokenizer;
