/**
 * From a Hugging Face checkpoint to a bundle: reads config.json, safetensors and tokenizer files,
 * streams the weights and writes the three ONNX graphs. Start from {@link
 * dev.plumbline.runner.export.Exporter}.
 */
package dev.plumbline.runner.export;
