/** ONNX Runtime, started once and safely; all there is is {@link OnnxRuntime}. */
package dev.plumbline.runner.onnx;
