/**
 * The files of a Hugging Face checkpoint: config.json, safetensors, tokenizer and model card. Start
 * from {@link dev.plumbline.runner.export.checkpoint.Checkpoint}.
 */
package dev.plumbline.runner.export.checkpoint;
