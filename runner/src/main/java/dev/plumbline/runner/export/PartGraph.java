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
    String rows = graph.weightRows("token_embeddings", ModelWeights.EMBEDDING, "input_ids");
    String scale = graph.scalar("embedding_scale", (float) a.embeddingScale());
    String embedding = layers.all("embedding", graph.add("scaled", ONNXOperators.MUL, rows, scale));
    // The adapter on [state, embedding] is a sum; its second part is the same in every iteration.
    graph.linear("injected", ModelWeights.ADAPTER_OF_EMBEDDING, embedding);
  }

  private void core() {
    String adapted = graph.linear("adapted", ModelWeights.ADAPTER_OF_STATE, "state", "injected");
    layers.all("next_state", adapted);
  }

  private void coda() {
    String latent = finalNorm("latent", "state");
    String last = finalNorm("last", layers.allForRows("features", latent, "rows"));
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
}
