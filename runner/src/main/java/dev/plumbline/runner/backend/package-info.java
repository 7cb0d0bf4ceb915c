/**
 * The seam between the engine and what computes: memory, tensors and calls of graphs. Start from
 * {@link dev.plumbline.runner.backend.Backend}; {@code HostBackend} is ONNX Runtime's Java API over
 * memory of the host, {@code DeviceBackend} its C API over memory of a device. Internal to the
 * runner: other modules use {@code dev.plumbline.runner}.
 */
package dev.plumbline.runner.backend;
