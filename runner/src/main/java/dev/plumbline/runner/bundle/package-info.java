/**
 * The exported model on disk: a folder of three ONNX graphs, their weights, a tokenizer and {@code
 * plumbline.json}, which describes and hashes the rest. Start from {@link
 * dev.plumbline.runner.bundle.Bundle}.
 */
package dev.plumbline.runner.bundle;
