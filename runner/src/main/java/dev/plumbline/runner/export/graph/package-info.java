/**
 * The ONNX graphs that compute a network: one for each of its parts. Start from {@link
 * dev.plumbline.runner.export.graph.PartGraph}; {@link dev.plumbline.runner.export.graph.Signature}
 * has the contract with whoever runs them.
 */
package dev.plumbline.runner.export.graph;
