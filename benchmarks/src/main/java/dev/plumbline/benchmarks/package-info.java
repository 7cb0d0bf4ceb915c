/**
 * What the machine can do, to judge Plumbline's speed by: JMH benchmarks of ONNX Runtime's
 * operators at a model's shapes. Start at {@link dev.plumbline.benchmarks.CoreGemm}.
 */
package dev.plumbline.benchmarks;
