package dev.plumbline.runner;

/**
 * How long ONNX Runtime spent in all calls of one operator.
 *
 * @param part prelude, core or coda
 * @param operator as ONNX Runtime names it after optimizing the graph, such as Gemm
 * @param share of the time in all operators of all parts, 0 to 1
 */
public record OperatorTime(String part, String operator, double seconds, double share) {}
