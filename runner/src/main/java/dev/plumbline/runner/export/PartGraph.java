package dev.plumbline.runner.export;

import dev.plumbline.runner.bundle.Architecture;
import java.util.Map;
import org.tribuo.util.onnx.ONNXOperators;

/** The graph of one part, of standard ONNX operators alone; {@link Signature} has its contract. */
final class PartGraph {
  private final Architecture a;
  private final GraphBuilder graph;
  private final LayerGraph layers;

  private PartGraph(Part part, Architecture a, Map<String, StoredTensor> weights) {
    this.a = a;
    this.graph = new GraphBuilder(part.name(), Signature.of(part, a), weights);
    this.layers = new LayerGraph(graph, a, part);
  }

  /** The graph's file. */
  static byte[] build(Part part, Architecture a, Map<String, StoredTensor> weights) {
    PartGraph built = new PartGraph(part, a, weights);
    switch (part) {
      case PRELUDE -> built.prelude();
      case CORE -> built.core();
      case CODA -> built.coda();
    }
    return built.graph.build();
  }

  private void prelude() {
    String tokens = graph.add("tokens", Operator.RESHAPE, "input_ids", graph.longs("flat", -1));
    String rows = graph.weightRows("rows", ModelWeights.EMBEDDING, tokens);
    String scale = graph.scalar("embedding_scale", (float) a.embeddingScale());
    unflat("embedding", layers.all(graph.add("scaled", ONNXOperators.MUL, rows, scale)));
  }

  private void core() {
    String both = graph.add("both", ONNXOperators.CONCAT, Map.of("axis", 2), "state", "embedding");
    String adapted = graph.linear("adapted", ModelWeights.ADAPTER, flat(both, 2 * a.nEmbd()));
    unflat("next_state", layers.all(adapted));
  }

  private void coda() {
    String latent = finalNorm("latent", "state");
    String last = finalNorm("last", layers.allForRows(flat(latent, a.nEmbd()), "rows"));
    String head = a.tieEmbeddings() ? ModelWeights.EMBEDDING : ModelWeights.HEAD;
    String logits = graph.linear("logits", head, last);

    // One operator that takes row by row: Exp and ReduceSum over all rows at once would let the
    // last bit depend on how many rows there are.
    String logprobs = graph.add("logprobs", Operator.LOG_SOFTMAX, Map.of("axis", 1), logits);
    String axis = graph.longs("vocabulary_axis", 1);
    String column = graph.add("targets.column", ONNXOperators.UNSQUEEZE, "targets", axis);
    String found =
        graph.add("found", Operator.GATHER_ELEMENTS, Map.of("axis", 1), logprobs, column);
    graph.add("target_logprob", Operator.SQUEEZE, found, axis);
    graph.add("argmax", Operator.ARG_MAX, Map.of("axis", 1, "keepdims", 0), logits);
  }

  private String finalNorm(String output, String x) {
    return LayerGraph.norm(graph, a, output, ModelWeights.FINAL_NORM, x);
  }

  private String flat(String x, int width) {
    return graph.add(x + ".flat", Operator.RESHAPE, x, graph.longs(x + ".flat_shape", -1, width));
  }

  private void unflat(String output, String x) {
    String width = graph.longs("width", a.nEmbd());
    String shape =
        graph.add(
            "hidden_shape",
            ONNXOperators.CONCAT,
            Map.of("axis", 0),
            LayerGraph.BATCH_AND_TOKENS,
            width);
    graph.add(output, Operator.RESHAPE, x, shape);
  }
}
