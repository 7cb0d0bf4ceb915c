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
 * Tokens are flat, [B * S, n_embd], outside of the attention.
 */
final class LayerGraph {
  /** The shape [B, S] of the call's new tokens. */
  static final String BATCH_AND_TOKENS = "batch_and_tokens";

  private final GraphBuilder graph;
  private final Architecture a;
  private final Part part;

  LayerGraph(GraphBuilder graph, Architecture a, Part part) {
    this.graph = graph;
    this.a = a;
    this.part = part;
    graph.add(BATCH_AND_TOKENS, Operator.SHAPE, "position_ids");
  }

  /** All layers, one after the other. */
  String all(String x) {
    return all(x, Optional.empty());
  }

  /**
   * All layers; only the rows asked for leave the last, since no other reads what follows its
   * attention.
   *
   * @return [R, n_embd]
   */
  String allForRows(String x, String rows) {
    return part.layers(a) == 0 ? rows("rows_of_state", x, rows) : all(x, Optional.of(rows));
  }

  private String all(String x, Optional<String> rows) {
    String out = x;
    for (int layer = 0; layer < part.layers(a); layer++) {
      boolean last = layer == part.layers(a) - 1;
      out = layer(layer, out, last ? rows : Optional.empty());
    }
    return out;
  }

  private String layer(int layer, String x, Optional<String> rows) {
    String prefix = part.layerPrefix(layer);
    String attended = attention(layer, norm(prefix + "norm_1", x));
    String residual = x;
    if (rows.isPresent()) {
      attended = rows(prefix + "attn.rows", attended, rows.get());
      residual = rows(prefix + "x.rows", x, rows.get());
    }
    String projected = linear(prefix + "attn.proj", attended);
    String y =
        norm(
            prefix + "norm_2", graph.add(projected + "+x", ONNXOperators.ADD, projected, residual));
    String mlp = mlp(prefix + "mlp.", norm(prefix + "norm_3", y));
    return norm(prefix + "norm_4", graph.add(mlp + "+x", ONNXOperators.ADD, mlp, y));
  }

  private String attention(int layer, String x) {
    String prefix = part.layerPrefix(layer) + "attn.";
    int heads = a.nHeads();
    String qkv = byHead(linear(prefix + "Wqkv", x), 3 * heads);
    GraphBuilder.Halves qkAndV = graph.split(qkv, 1, 2L * heads, heads);
    GraphBuilder.Halves qAndK = graph.split(rotated(prefix, qkAndV.first()), 1, heads, heads);
    String keys = scatter("key." + layer, qAndK.second());
    String values = scatter("value." + layer, qkAndV.second());
    String attended =
        graph.add(
            prefix + "attended", Operator.ATTENTION, qAndK.first(), keys, values, "attention_mask");
    String byToken = swapTokensAndHeads(prefix + "attended.by_token", attended);
    return graph.add(
        prefix + "attended.flat",
        Operator.RESHAPE,
        byToken,
        graph.longs("flat_shape", -1, a.nEmbd()));
  }

  /** [B * S, heads * head_dim] to [B, heads, S, head_dim]. */
  private String byHead(String x, int heads) {
    String shape =
        graph.add(
            x + ".shape",
            ONNXOperators.CONCAT,
            Map.of("axis", 0),
            BATCH_AND_TOKENS,
            graph.longs("heads_shape", heads, a.headDim()));
    String byToken = graph.add(x + ".by_token", Operator.RESHAPE, x, shape);
    return swapTokensAndHeads(x + ".by_head", byToken);
  }

  private String swapTokensAndHeads(String output, String x) {
    return graph.add(output, Operator.TRANSPOSE, Map.of("perm", new int[] {0, 2, 1, 3}), x);
  }

  /** Queries and keys at once, as twice as many heads. */
  private String rotated(String prefix, String queriesAndKeys) {
    String biased = queriesAndKeys;
    if (a.qkBias()) {
      biased =
          graph.add(
              prefix + "qk", ONNXOperators.ADD, queriesAndKeys, graph.weight(prefix + "qk_bias"));
    }
    return graph.add(
        prefix + "qk.rotated",
        Operator.ROTARY_EMBEDDING,
        Map.of("interleaved", 1),
        biased,
        graph.weight(RotaryTable.COS.name()),
        graph.weight(RotaryTable.SIN.name()),
        "position_ids");
  }

  private String scatter(String name, String update) {
    return graph.add(
        "present_" + name,
        Operator.TENSOR_SCATTER,
        Map.of("axis", 2),
        "past_" + name,
        update,
        "write_indices");
  }

  private String mlp(String prefix, String x) {
    long width = a.intermediateSize();
    GraphBuilder.Halves halves = graph.split(linear(prefix + "fc", x), 1, width, width);
    String gate = graph.add(prefix + "sigmoid", ONNXOperators.SIGMOID, halves.first());
    String silu = graph.add(prefix + "silu", ONNXOperators.MUL, halves.first(), gate);
    String gated = graph.add(prefix + "gated", ONNXOperators.MUL, silu, halves.second());
    return linear(prefix + "proj", gated);
  }

  private String rows(String output, String x, String rows) {
    return graph.add(output, ONNXOperators.GATHER, Map.of("axis", 0), x, rows);
  }

  private String norm(String name, String x) {
    return norm(graph, a, name, name + ".weight", x);
  }

  private String linear(String name, String x) {
    return graph.linear(name, name + ".weight", x);
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
