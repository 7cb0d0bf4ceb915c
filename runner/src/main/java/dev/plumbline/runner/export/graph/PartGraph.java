package dev.plumbline.runner.export.graph;

import dev.plumbline.runner.export.weights.ModelWeight;
import dev.plumbline.runner.export.weights.StoredTensor;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Network.FinalNorm;
import dev.plumbline.runner.network.Part;
import java.util.Map;
import org.tribuo.util.onnx.ONNXOperators;

/** The graph of one part, of standard ONNX operators alone; {@link Signature} has its contract. */
public final class PartGraph {
  private final Network network;
  private final GraphBuilder graph;
  private final LayerGraph layers;

  private PartGraph(Part part, Network network, Map<String, StoredTensor> weights) {
    this.network = network;
    this.graph = new GraphBuilder(part.name(), Signature.of(part, network), weights);
    this.layers = new LayerGraph(graph, network, part);
  }

  /** The graph's file. */
  public static byte[] build(Part part, Network network, Map<String, StoredTensor> weights) {
    PartGraph built = new PartGraph(part, network, weights);
    switch (part) {
      case PRELUDE -> built.prelude();
      case CORE -> built.core();
      case CODA -> built.coda();
    }
    return built.graph.build();
  }

  private void prelude() {
    String rows = graph.weightRows("token_embeddings", ModelWeight.EMBEDDING.stored(), "input_ids");
    String scale = graph.scalar("embedding_scale", (float) network.embeddingScale());
    String scaled = graph.add("scaled", ONNXOperators.MUL, rows, scale);
    String embedding = layers.all("embedding", scaled);
    network
        .injection()
        .match(
            // The adapter on [state, embedding] is a sum; its second part is the same in every
            // iteration.
            adapter ->
                graph.linear("injected", ModelWeight.ADAPTER_OF_EMBEDDING.stored(), embedding),
            () -> graph.add("state", ONNXOperators.IDENTITY, embedding));
  }

  private void core() {
    String input =
        network
            .injection()
            .match(
                adapter ->
                    graph.linear(
                        "adapted", ModelWeight.ADAPTER_OF_STATE.stored(), "state", "injected"),
                () -> "state");
    updated("next_state", input);
    if (network.exitGate()) {
      String bias = graph.weight(ModelWeight.EXIT_GATE_BIAS.stored());
      String column =
          graph.linear("gate.column", ModelWeight.EXIT_GATE.stored(), "next_state", bias);
      graph.add("gate", Operator.SQUEEZE, column, graph.longs("gate_axis", 1));
      expected(column);
    }
  }

  /** Running sums over iterations (arXiv 2510.25741, section 3), so that each may be the last. */
  private void expected(String gate) {
    String axis = graph.longs("gate_axis", 1);
    String remaining = graph.add("remaining.column", ONNXOperators.UNSQUEEZE, "remaining", axis);
    String exit = graph.add("exit", ONNXOperators.SIGMOID, gate);
    String exiting = graph.add("exiting", ONNXOperators.MUL, remaining, exit);
    added("next_exited", exiting);
    added("expected_state", remaining);
    String staying = graph.add("staying", ONNXOperators.SUB, remaining, exiting);
    graph.add("next_remaining", Operator.SQUEEZE, staying, axis);
  }

  private void added(String output, String probability) {
    String weighted = graph.add(output + ".weighted", ONNXOperators.MUL, "next_state", probability);
    graph.add(output, ONNXOperators.ADD, "exited", weighted);
  }

  private void updated(String output, String input) {
    switch (network.update()) {
      case REPLACE, ONCE -> proposed(output, input);
      case DAMPED -> {
        // Not x + step * (g(x) - x): with a step of 1 this is g(x) to the last bit.
        String rest =
            graph.add("step.rest", ONNXOperators.SUB, graph.scalar("whole_step", 1), "step");
        String kept = graph.add("state.kept", ONNXOperators.MUL, "state", rest);
        String proposed = proposed("proposed", input);
        String moved = graph.add("proposed.moved", ONNXOperators.MUL, proposed, "step");
        graph.add(output, ONNXOperators.ADD, kept, moved);
      }
    }
  }

  private String proposed(String output, String input) {
    return network.finalNorm().contains(FinalNorm.AFTER_ITERATION)
        ? finalNorm(output, layers.all("unnormed", input))
        : layers.all(output, input);
  }

  private void coda() {
    String latent =
        network.finalNorm().contains(FinalNorm.BEFORE_CODA)
            ? finalNorm("latent", "state")
            : graph.add("latent", ONNXOperators.IDENTITY, "state");
    String features = layers.allForRows("features", latent, "rows");
    String last =
        network.finalNorm().contains(FinalNorm.BEFORE_HEAD)
            ? finalNorm("last", features)
            : features;
    ModelWeight head = network.tiedHead() ? ModelWeight.EMBEDDING : ModelWeight.HEAD;
    String logits = graph.linear("logits", head.stored(), last);

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
    return graph.norm(output, ModelWeight.FINAL_NORM.stored(), x, network.normEpsilon());
  }
}
