package dev.plumbline.runner.export;

import dev.plumbline.runner.bundle.Architecture;
import java.util.Map;
import java.util.Optional;
import org.tribuo.util.onnx.ONNXOperators;

/**
 * The nodes of a part's layers ({@code SandwichBlock} in raven_modeling_minimal.py):
 *
 * <pre>
 * x = norm_2(attn(norm_1(x)) + x)
 * x = norm_4(mlp(norm_3(x)) + x)
 * </pre>
 *
 * Tokens are flat, [T, n_embd].
 */
final class LayerGraph {
  private final GraphBuilder graph;
  private final Architecture a;
  private final Part part;
  private final AttentionGraph attention;

  LayerGraph(GraphBuilder graph, Architecture a, Part part) {
    this.graph = graph;
    this.a = a;
    this.part = part;
    this.attention = new AttentionGraph(graph, a, part.layers(a) > 0);
  }

  /** All layers, one after the other; the last one's output is {@code output}. */
  String all(String output, String x) {
    return all(output, x, Optional.empty());
  }

  /**
   * All layers; only the rows asked for leave the last, since no other reads what follows its
   * attention.
   *
   * @return [R, n_embd]
   */
  String allForRows(String output, String x, String rows) {
    return part.layers(a) == 0 ? rows(output, x, rows) : all(output, x, Optional.of(rows));
  }

  private String all(String output, String x, Optional<String> rows) {
    String out = x;
    for (int layer = 0; layer < part.layers(a) - 1; layer++) {
      out = layer(part.layerPrefix(layer) + "output", layer, out, Optional.empty());
    }
    return part.layers(a) == 0 ? x : layer(output, part.layers(a) - 1, out, rows);
  }

  private String layer(String output, int layer, String x, Optional<String> rows) {
    String prefix = part.layerPrefix(layer);
    String attended = attention(layer, norm(prefix + "norm_1", x));
    String residual = x;
    if (rows.isPresent()) {
      attended = rows(prefix + "attn.rows", attended, rows.get());
      residual = rows(prefix + "x.rows", x, rows.get());
    }
    String y = norm(prefix + "norm_2", linear(prefix + "attn.proj", attended, residual));
    String mlp = mlp(prefix + "mlp.", norm(prefix + "norm_3", y), y);
    return norm(graph, a, output, prefix + "norm_4.weight", mlp);
  }

  private String attention(int layer, String x) {
    String prefix = part.layerPrefix(layer) + "attn.";
    String queries = rotated(prefix + "queries", prefix + ModelWeights.QUERIES, x);
    String keys = rotated("new_key." + layer, prefix + ModelWeights.KEYS, x);
    String values = graph.linear("new_value." + layer, prefix + ModelWeights.VALUES + ".weight", x);
    return attention.attended(prefix + "attended", layer, queries, keys, values);
  }

  private String rotated(String output, String weights, String x) {
    String projected =
        a.qkBias()
            ? graph.linear(weights, weights + ".weight", x, graph.weight(weights + ".bias"))
            : graph.linear(weights, weights + ".weight", x);
    String axis = graph.longs("first_axis", 0);
    String rotated =
        graph.add(
            weights + ".rotated",
            Operator.ROTARY_EMBEDDING,
            Map.of("interleaved", 1, "num_heads", a.nHeads()),
            graph.add(weights + ".batch", ONNXOperators.UNSQUEEZE, projected, axis),
            graph.weight(RotaryTable.COS.name()),
            graph.weight(RotaryTable.SIN.name()),
            attention.positions());
    return graph.add(output, Operator.SQUEEZE, rotated, axis);
  }

  private String mlp(String prefix, String x, String residual) {
    String gate = graph.linear(prefix + "gate", prefix + ModelWeights.GATE, x);
    String up = graph.linear(prefix + "up", prefix + ModelWeights.UP, x);
    String sigmoid = graph.add(prefix + "sigmoid", ONNXOperators.SIGMOID, gate);
    String silu = graph.add(prefix + "silu", ONNXOperators.MUL, gate, sigmoid);
    String gated = graph.add(prefix + "gated", ONNXOperators.MUL, silu, up);
    return linear(prefix + "proj", gated, residual);
  }

  private String rows(String output, String x, String rows) {
    return graph.add(output, ONNXOperators.GATHER, Map.of("axis", 0), x, rows);
  }

  private String norm(String name, String x) {
    return norm(graph, a, name, name + ".weight", x);
  }

  private String linear(String name, String x, String added) {
    return graph.linear(name, name + ".weight", x, added);
  }

  static String norm(GraphBuilder graph, Architecture a, String output, String weight, String x) {
    return graph.add(
        output,
        Operator.RMS_NORMALIZATION,
        Map.of("epsilon", (float) a.normEps()),
        x,
        graph.weight(weight));
  }
}
