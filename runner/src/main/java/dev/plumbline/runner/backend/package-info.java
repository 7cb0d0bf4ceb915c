/**
 * The seam between the engine and what computes: memory, tensors and calls of graphs. Start from
 * {@link dev.plumbline.runner.backend.Backend}; {@code HostBackend}, ONNX Runtime over memory of
 * the host, is the only one so far. Internal to the runner: other modules use {@code
 * dev.plumbline.runner}.
 */
package dev.plumbline.runner.backend;
