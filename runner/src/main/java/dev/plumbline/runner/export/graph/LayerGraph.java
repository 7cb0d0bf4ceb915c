package dev.plumbline.runner.export.graph;

import dev.plumbline.runner.export.weights.BlockWeight;
import dev.plumbline.runner.export.weights.RotaryTable;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Block;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Part;
import dev.plumbline.runner.network.Rotary;
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
        attention(layer, norm(prefix + "norm_1", layer, BlockWeight.ATTENTION_NORM, x));
    String residual = x;
    if (rows.isPresent()) {
      attended = rows(prefix + "attn.rows", attended, rows.get());
      residual = rows(prefix + "x.rows", x, rows.get());
    }
    String projection = BlockWeight.ATTENTION_OUTPUT.stored(part, layer);
    String sum = graph.linear(prefix + "attn.proj", projection, attended, residual);
    return switch (block.norms()) {
      case PRE -> {
        String normed = norm(prefix + "norm_3", layer, BlockWeight.MLP_NORM, sum);
        yield mlp(output, layer, normed, sum);
      }
      case SANDWICH_AROUND_SUM -> {
        String y = norm(prefix + "norm_2", layer, BlockWeight.NORM_AFTER_ATTENTION, sum);
        String normed = norm(prefix + "norm_3", layer, BlockWeight.MLP_NORM, y);
        String mlp = mlp(prefix + "mlp.proj", layer, normed, y);
        yield norm(output, layer, BlockWeight.NORM_AFTER_MLP, mlp);
      }
    };
  }

  private String attention(int layer, String x) {
    String prefix = prefix(layer) + "attn.";
    Attention a = block.attention();
    Optional<String> queryBias = bias(BlockWeight.QUERY_BIAS, layer);
    Optional<String> keyBias = bias(BlockWeight.KEY_BIAS, layer);
    String queries = projected(prefix + "Wq", BlockWeight.QUERIES, layer, x, queryBias);
    String queriesTurned = rotated(prefix + "queries", queries, a.heads());
    String keys = projected(prefix + "Wk", BlockWeight.KEYS, layer, x, keyBias);
    String keysTurned = rotated("new_key." + layer, keys, a.keyValueHeads());
    String values = projected("new_value." + layer, BlockWeight.VALUES, layer, x, Optional.empty());
    return attention.attended(prefix + "attended", layer, queriesTurned, keysTurned, values);
  }

  private Optional<String> bias(BlockWeight weight, int layer) {
    return block.attention().queryKeyBias()
        ? Optional.of(weight.stored(part, layer))
        : Optional.empty();
  }

  private String projected(
      String output, BlockWeight weight, int layer, String x, Optional<String> bias) {
    String matrix = weight.stored(part, layer);
    return bias.isPresent()
        ? graph.linear(output, matrix, x, graph.weight(bias.get()))
        : graph.linear(output, matrix, x);
  }

  private String rotated(String output, String x, int heads) {
    String axis = graph.longs("first_axis", 0);
    int interleaved = block.attention().rotary().pairs() == Rotary.Pairs.INTERLEAVED ? 1 : 0;
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

  private String mlp(String output, int layer, String x, String residual) {
    String prefix = prefix(layer) + "mlp.";
    String gate = graph.linear(prefix + "gate", BlockWeight.GATE.stored(part, layer), x);
    String up = graph.linear(prefix + "up", BlockWeight.UP.stored(part, layer), x);
    String sigmoid = graph.add(prefix + "sigmoid", ONNXOperators.SIGMOID, gate);
    String silu = graph.add(prefix + "silu", ONNXOperators.MUL, gate, sigmoid);
    String gated = graph.add(prefix + "gated", ONNXOperators.MUL, silu, up);
    return graph.linear(output, BlockWeight.DOWN.stored(part, layer), gated, residual);
  }

  private String rows(String output, String x, String rows) {
    return graph.add(output, ONNXOperators.GATHER, Map.of("axis", 0), x, rows);
  }

  private String norm(String output, int layer, BlockWeight weight, String x) {
    return graph.norm(output, weight.stored(part, layer), x, network.normEpsilon());
  }
}
