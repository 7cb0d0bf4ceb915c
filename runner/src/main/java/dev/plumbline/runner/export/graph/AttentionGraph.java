package dev.plumbline.runner.export.graph;

import dev.plumbline.runner.network.Attention;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tribuo.util.onnx.ONNXOperators;

/**
 * The nodes of a layer's attention, on the segments of keys that {@link Signature} tells of.
 *
 * <p>There are three ways, which differ by rounding; which one a token goes depends on its sequence
 * alone, not on what it is batched with. ONNX's own Attention wants the keys of each sequence in
 * one piece: it takes calls without earlier keys as they are, and prompts behind a prefix with the
 * prefix copied to each. To copy it for each single token would take longer than anything else, so
 * there the attention is spelled out, segment by segment.
 */
final class AttentionGraph {
  /**
   * Added to the scores of keys that must not be seen; infinity would make padding not a number.
   */
  private static final float HIDDEN = -1e30f;

  private final GraphBuilder graph;
  private final Attention a;

  /** Adds what the layers have in common, if there are any. */
  AttentionGraph(GraphBuilder graph, Attention a, boolean layers) {
    this.graph = graph;
    this.a = a;
    if (layers) {
      addCommon();
    }
  }

  /** Rotary positions, [1, T]. */
  String positions() {
    return "positions";
  }

  private void addCommon() {
    graph.add("positions", ONNXOperators.UNSQUEEZE, "position_ids", graph.longs("first_axis", 0));
    graph.add("padding", Operator.RESHAPE, "pad", graph.longs("flat", -1));
    graph.add(
        "bias",
        Operator.WHERE,
        "attention_mask",
        graph.scalar("seen", 0),
        graph.scalar("hidden", HIDDEN));
    graph.add("bias.before_heads", ONNXOperators.UNSQUEEZE, "bias", graph.longs("first_axis", 0));
    graph.add("bias.after_batch", ONNXOperators.UNSQUEEZE, "bias", graph.longs("second_axis", 1));

    String rows = size("rows_side_by_side", "pad", 0);
    String width = size("width", "pad", 1);
    String prefix = size("prefix_length", "prefix_key.0", 1);
    String past = size("past_length", "past_key.0", 2);
    graph.add("single", Operator.EQUAL, width, graph.longs("one", 1));
    String heads = graph.longs("heads", a.heads());
    String channels = graph.longs("head_dim", a.headDim());
    concat("by_sequence", heads, rows, width, channels);
    concat("scores_by_sequence", heads, rows, width, prefix);
    concat("scores_by_token", keyValueHeads(), graph.longs("flat", -1), prefix);
    if (grouped()) {
      String any = graph.longs("flat", -1);
      String queriesOfEach = graph.longs("queries_of_each", a.heads() / a.keyValueHeads());
      concat("keys_by_sequence", keyValueHeads(), rows, width, channels);
      concat("grouped_by_sequence", keyValueHeads(), queriesOfEach, rows, width, any);
      concat("ungrouped_by_sequence", heads, rows, width, any);
    }
    concat("segments", prefix, past, width);
    concat("prefix_of_each", rows, prefix, graph.longs("width_of_state", a.keyValueChannels()));
  }

  /** Whether several heads of queries share one of keys and values. */
  private boolean grouped() {
    return a.heads() != a.keyValueHeads();
  }

  private String keyValueHeads() {
    return grouped()
        ? graph.longs("key_value_heads", a.keyValueHeads())
        : graph.longs("heads", a.heads());
  }

  private String size(String output, String tensor, int axis) {
    return graph.add(output, Operator.SHAPE, Map.of("start", axis, "end", axis + 1), tensor);
  }

  private String concat(String output, String... sizes) {
    return graph.add(output, ONNXOperators.CONCAT, Map.of("axis", 0), sizes);
  }

  /**
   * The layer's attention to queries [T, Q] and keys and values [T, K]; what comes out is [T, Q].
   */
  String attended(String output, int layer, String queries, String keys, String values) {
    return graph.choose(
        output,
        "cached",
        () ->
            graph.choose(
                output + ".cached",
                "single",
                () -> single(output + ".single", layer, queries, keys, values),
                () -> prompt(output + ".prompt", layer, queries, keys, values)),
        () -> alone(output + ".alone", queries, keys, values));
  }

  private String alone(String name, String queries, String keys, String values) {
    String attended =
        attention(
            name,
            gather(name + ".queries", queries, "pad"),
            gather(name + ".keys", keys, "pad"),
            gather(name + ".values", values, "pad"));
    return gather(name + ".unpadded", flat(name + ".flat", attended), "unpad");
  }

  private String attention(String name, String queries, String keys, String values) {
    return graph.add(
        name + ".attention",
        Operator.ATTENTION,
        Map.of("q_num_heads", a.heads(), "kv_num_heads", a.keyValueHeads()),
        queries,
        keys,
        values,
        "bias.after_batch");
  }

  private String prompt(String name, int layer, String queries, String keys, String values) {
    String attended =
        attention(
            name,
            gather(name + ".queries", queries, "pad"),
            inOnePiece(name + ".keys", "key." + layer, keys),
            inOnePiece(name + ".values", "value." + layer, values));
    return gather(name + ".unpadded", flat(name + ".flat", attended), "unpad");
  }

  /** Prefix, past and new keys or values, [B, P + C + S, K]. */
  private String inOnePiece(String name, String kind, String made) {
    String prefix =
        graph.add(
            name + ".prefix",
            Operator.TRANSPOSE,
            Map.of("perm", new int[] {1, 0, 2}),
            "prefix_" + kind);
    String past =
        graph.add(
            name + ".past",
            Operator.TRANSPOSE,
            Map.of("perm", new int[] {1, 2, 0, 3}),
            "past_" + kind);
    String channels = graph.longs("channels_of_each", 0, 0, a.keyValueChannels());
    return graph.add(
        name + ".all",
        ONNXOperators.CONCAT,
        Map.of("axis", 1),
        graph.add(
            name + ".prefix.of_each",
            Operator.EXPAND,
            graph.add(
                name + ".prefix.flat",
                Operator.RESHAPE,
                prefix,
                graph.longs("one_of_each", 1, -1, a.keyValueChannels())),
            "prefix_of_each"),
        graph.add(name + ".past.flat", Operator.RESHAPE, past, channels),
        gather(name + ".new", made, "pad"));
  }

  private String single(String name, int layer, String queries, String keys, String values) {
    // As a vector: ONNX Runtime would move a scalar into the products, and its fast path for single
    // rows takes none.
    float[] scale = new float[a.headDim()];
    Arrays.fill(scale, (float) (1 / Math.sqrt(a.headDim())));
    String unscaled = byHead(name + ".queries", queries);
    String q = graph.add(name + ".q", ONNXOperators.MUL, unscaled, graph.floats("scale", scale));
    String qBySequence = bySequence(q);
    String newKeys = keysBySequence(keysByHead(name + ".keys", keys));
    String newValues = keysBySequence(keysByHead(name + ".values", values));

    String toPrefix =
        graph.add(
            name + ".to_prefix",
            Operator.MAT_MUL,
            byKeyHead(q),
            swapped(name + ".to_prefix.keys", "prefix_key." + layer, 0, 2, 1));
    String scores =
        graph.add(
            name + ".scores",
            ONNXOperators.CONCAT,
            Map.of("axis", 3),
            graph.add(toPrefix + ".4d", Operator.RESHAPE, toPrefix, "scores_by_sequence"),
            scores(name + ".to_past", qBySequence, "past_key." + layer),
            scores(name + ".to_new", qBySequence, newKeys));
    String biased = graph.add(name + ".biased", ONNXOperators.ADD, scores, "bias.before_heads");
    String softmax = graph.add(name + ".softmax", Operator.SOFTMAX, Map.of("axis", 3), biased);
    List<String> shares =
        graph.split(
            softmax,
            3,
            "segments",
            List.of(name + ".of_prefix", name + ".of_past", name + ".of_new"));
    String ofPrefix =
        graph.add(name + ".of_prefix.3d", Operator.RESHAPE, shares.get(0), "scores_by_token");
    String fromPrefix =
        graph.add(name + ".from_prefix", Operator.MAT_MUL, ofPrefix, "prefix_value." + layer);
    String fromPast = product(name + ".from_past", shares.get(1), "past_value." + layer);
    String fromNew = product(name + ".from_new", shares.get(2), newValues);
    String earlier =
        graph.add(name + ".earlier", ONNXOperators.ADD, bySequence(fromPrefix), fromPast);
    String sum = graph.add(name + ".sum", ONNXOperators.ADD, earlier, fromNew);
    String perHead = graph.longs("tokens_by_head", a.heads(), -1, a.headDim());
    String byHead = graph.add(name + ".by_head", Operator.RESHAPE, sum, perHead);
    String byToken = swapHeadsAndTokens(name + ".by_token", byHead);
    return gather(name + ".unpadded", flat(name + ".flat", byToken), "unpad");
  }

  /** [T, Q] to [H, B * S, D]. */
  private String byHead(String name, String x) {
    String padded = gather(name + ".padded", x, "padding");
    return byHeads(name, padded, graph.longs("heads_of_tokens", -1, a.heads(), a.headDim()));
  }

  /** [T, K] to [H, B * S, D], H being the heads of keys and values. */
  private String keysByHead(String name, String x) {
    if (!grouped()) {
      return byHead(name, x);
    }
    String padded = gather(name + ".padded", x, "padding");
    String shape = graph.longs("key_heads_of_tokens", -1, a.keyValueHeads(), a.headDim());
    return byHeads(name, padded, shape);
  }

  private String byHeads(String name, String padded, String shape) {
    return swapHeadsAndTokens(
        name + ".by_head", graph.add(name + ".heads", Operator.RESHAPE, padded, shape));
  }

  /** [H, B * S, D] to a row for each query that a head of keys serves. */
  private String byKeyHead(String x) {
    return grouped()
        ? graph.add(
            x + ".by_key_head",
            Operator.RESHAPE,
            x,
            graph.longs("tokens_by_key_head", a.keyValueHeads(), -1, a.headDim()))
        : x;
  }

  /** [H, B * S, D] to [H, B, S, D], H being the heads of keys and values. */
  private String keysBySequence(String x) {
    return grouped()
        ? graph.add(x + ".by_sequence", Operator.RESHAPE, x, "keys_by_sequence")
        : bySequence(x);
  }

  /** [H, B * S, D] to [H, B, S, D]. */
  private String bySequence(String x) {
    return graph.add(x + ".by_sequence", Operator.RESHAPE, x, "by_sequence");
  }

  private String swapHeadsAndTokens(String output, String x) {
    return graph.add(output, Operator.TRANSPOSE, Map.of("perm", new int[] {1, 0, 2}), x);
  }

  private String swapped(String output, String keys, int... perm) {
    return graph.add(output, Operator.TRANSPOSE, Map.of("perm", perm), keys);
  }

  /** Queries [H, B, S, D] times keys. */
  private String scores(String output, String queries, String keys) {
    return product(output, queries, swapped(output + ".keys", keys, 0, 1, 3, 2));
  }

  /** What all heads have, [H, B, S, ...], times what heads of keys or values have. */
  private String product(String output, String ofHeads, String ofKeyHeads) {
    if (!grouped()) {
      return graph.add(output, Operator.MAT_MUL, ofHeads, ofKeyHeads);
    }
    // The product repeats the missing axis by itself: to repeat keys would copy them.
    String grouped =
        graph.add(output + ".queries", Operator.RESHAPE, ofHeads, "grouped_by_sequence");
    String shared =
        graph.add(
            output + ".shared", ONNXOperators.UNSQUEEZE, ofKeyHeads, graph.longs("second_axis", 1));
    String product = graph.add(output + ".grouped", Operator.MAT_MUL, grouped, shared);
    return graph.add(output, Operator.RESHAPE, product, "ungrouped_by_sequence");
  }

  private String flat(String output, String x) {
    return graph.add(
        output, Operator.RESHAPE, x, graph.longs("flat_tokens", -1, a.queryChannels()));
  }

  private String gather(String output, String x, String indices) {
    return graph.add(output, ONNXOperators.GATHER, Map.of("axis", 0), x, indices);
  }
}
