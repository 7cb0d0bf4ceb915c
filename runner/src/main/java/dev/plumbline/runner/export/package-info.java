/**
 * From a Hugging Face checkpoint to a bundle: a family says what network a checkpoint holds, its
 * weights are streamed and its three ONNX graphs written. Start from {@link
 * dev.plumbline.runner.export.Exporter}.
 */
package dev.plumbline.runner.export;
