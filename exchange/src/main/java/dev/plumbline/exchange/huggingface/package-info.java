/**
 * Results on the Hugging Face hub: {@link dev.plumbline.exchange.huggingface.EvalResults} for a
 * model repository's {@code .eval_results} (huggingface/hub-docs, {@code eval_results.yaml}),
 * {@link dev.plumbline.exchange.huggingface.ModelIndex} for the older {@code model-index} of a
 * model card ({@code modelcard.md} there).
 */
package dev.plumbline.exchange.huggingface;
