package dev.plumbline.runner.export.graph;

import dev.plumbline.runner.export.weights.BlockWeight;
import dev.plumbline.runner.export.weights.RotaryTable;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Block;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Part;
import java.util.Map;
import java.util.Optional;
import org.tribuo.util.onnx.ONNXOperators;

/** The nodes of a part's layers, see {@link Block}. Tokens are flat, [T, width]. */
final class LayerGraph {
  private final GraphBuilder graph;
  private final Network network;
  private final Block block;
  private final Part part;
  private final int layers;
  private final AttentionGraph attention;

  LayerGraph(GraphBuilder graph, Network network, Part part) {
    this.graph = graph;
    this.network = network;
    this.block = network.block();
    this.part = part;
    this.layers = network.blocks(part);
    this.attention = new AttentionGraph(graph, block.attention(), layers > 0);
  }

  /** All layers, one after the other; the last one's output is {@code output}. */
  String all(String output, String x) {
    return all(output, x, Optional.empty());
  }

  /**
   * All layers; only the rows asked for leave the last, since no other reads what follows its
   * attention.
   *
   * @return [R, width]
   */
  String allForRows(String output, String x, String rows) {
    return layers == 0 ? rows(output, x, rows) : all(output, x, Optional.of(rows));
  }

  private String all(String output, String x, Optional<String> rows) {
    String out = x;
    for (int layer = 0; layer < layers - 1; layer++) {
      out = layer(prefix(layer) + "output", layer, out, Optional.empty());
    }
    return layers == 0 ? x : layer(output, layers - 1, out, rows);
  }

  private String prefix(int layer) {
    return BlockWeight.prefix(part, layer);
  }

  private String layer(String output, int layer, String x, Optional<String> rows) {
    String prefix = prefix(layer);
    String attended =
        attention(layer, normedBefore(prefix + "norm_1", layer, BlockWeight.ATTENTION_NORM, x));
    String residual = x;
    if (rows.isPresent()) {
      attended = rows(prefix + "attn.rows", attended, rows.get());
      residual = rows(prefix + "x.rows", x, rows.get());
    }
    String y =
        joined(
            prefix + "norm_2",
            prefix + "attn.proj",
            BlockWeight.ATTENTION_OUTPUT.stored(part, layer),
            BlockWeight.NORM_AFTER_ATTENTION.stored(part, layer),
            attended,
            residual);
    String gated = gated(layer, normedBefore(prefix + "norm_3", layer, BlockWeight.MLP_NORM, y));
    return joined(
        output,
        prefix + "mlp.proj",
        BlockWeight.DOWN.stored(part, layer),
        BlockWeight.NORM_AFTER_MLP.stored(part, layer),
        gated,
        y);
  }

  private String normedBefore(String output, int layer, BlockWeight weight, String x) {
    return block.norms().beforeBranch() ? norm(output, weight.stored(part, layer), x) : x;
  }

  /** A branch's last product, and its residual, with the norm that the block has there. */
  private String joined(
      String output, String product, String matrix, String norm, String x, String residual) {
    return switch (block.norms()) {
      case PRE -> graph.linear(output, matrix, x, residual);
      case SANDWICH_AROUND_SUM -> norm(output, norm, graph.linear(product, matrix, x, residual));
      case SANDWICH_AROUND_BRANCH, AFTER_BRANCH -> {
        String normed = norm(product + ".normed", norm, graph.linear(product, matrix, x));
        yield graph.add(output, ONNXOperators.ADD, normed, residual);
      }
    };
  }

  private String attention(int layer, String x) {
    String prefix = prefix(layer) + "attn.";
    Attention a = block.attention();
    String queries =
        projected(prefix + "Wq", BlockWeight.QUERIES, BlockWeight.QUERY_BIAS, layer, x);
    queries = headNorm(queries, BlockWeight.QUERY_NORM, layer, a.heads());
    String queriesTurned = rotated(prefix + "queries", queries, a.heads());
    String keys = projected(prefix + "Wk", BlockWeight.KEYS, BlockWeight.KEY_BIAS, layer, x);
    keys = headNorm(keys, BlockWeight.KEY_NORM, layer, a.keyValueHeads());
    String keysTurned = rotated("new_key." + layer, keys, a.keyValueHeads());
    String values =
        projected("new_value." + layer, BlockWeight.VALUES, BlockWeight.VALUE_BIAS, layer, x);
    return attention.attended(prefix + "attended", layer, queriesTurned, keysTurned, values);
  }

  private String projected(
      String output, BlockWeight weight, BlockWeight bias, int layer, String x) {
    String matrix = weight.stored(part, layer);
    return bias.isIn(block)
        ? graph.linear(output, matrix, x, graph.weight(bias.stored(part, layer)))
        : graph.linear(output, matrix, x);
  }

  /** Queries or keys, [T, heads * head_dim], normed as the attention says. */
  private String headNorm(String x, BlockWeight weight, int layer, int heads) {
    String normed = x + ".normed";
    String stored = weight.stored(part, layer);
    return switch (block.attention().queryKeyNorm()) {
      case NONE -> x;
      case FULL_WIDTH -> norm(normed, stored, x);
      case PER_HEAD -> {
        int headDim = block.attention().headDim();
        String perHead = graph.longs("heads_of_" + heads, -1, heads, headDim);
        String flat = graph.longs("channels_of_" + heads, -1, (long) heads * headDim);
        String byHead = graph.add(x + ".by_head", Operator.RESHAPE, x, perHead);
        yield graph.add(normed, Operator.RESHAPE, norm(normed + ".by_head", stored, byHead), flat);
      }
    };
  }

  private String rotated(String output, String x, int heads) {
    String axis = graph.longs("first_axis", 0);
    int interleaved =
        switch (block.attention().rotary().pairs()) {
          case INTERLEAVED -> 1;
          case HALF_SPLIT -> 0;
        };
    String rotated =
        graph.add(
            x + ".rotated",
            Operator.ROTARY_EMBEDDING,
            Map.of("interleaved", interleaved, "num_heads", heads),
            graph.add(x + ".batch", ONNXOperators.UNSQUEEZE, x, axis),
            graph.weight(RotaryTable.COS.stored()),
            graph.weight(RotaryTable.SIN.stored()),
            attention.positions());
    return graph.add(output, Operator.SQUEEZE, rotated, axis);
  }

  /** What the MLP's last product is made of. */
  private String gated(int layer, String x) {
    String prefix = prefix(layer) + "mlp.";
    String gate = graph.linear(prefix + "gate", BlockWeight.GATE.stored(part, layer), x);
    String up = graph.linear(prefix + "up", BlockWeight.UP.stored(part, layer), x);
    String sigmoid = graph.add(prefix + "sigmoid", ONNXOperators.SIGMOID, gate);
    String silu = graph.add(prefix + "silu", ONNXOperators.MUL, gate, sigmoid);
    return graph.add(prefix + "gated", ONNXOperators.MUL, silu, up);
  }

  private String rows(String output, String x, String rows) {
    return graph.add(output, ONNXOperators.GATHER, Map.of("axis", 0), x, rows);
  }

  private String norm(String output, String weight, String x) {
    return graph.norm(output, weight, x, network.normEpsilon());
  }
}
