package dev.plumbline.runner.backend;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps the branches of a graph on the device.
 *
 * <p>ONNX Runtime's CUDA provider gives nodes back to the CPU that seem to work out shapes: those
 * that read what is on the host, such as a shape, unless one of their inputs is on the device or is
 * wanted on the host by the kernel for the device (GetCpuPreferredNodes in
 * fallback_cpu_capability.cc). It asks this of an If's condition alone, not of what its branches
 * read, and a condition that is an input of the graph counts as neither. So the If goes to the CPU,
 * its branches stay on the device, and all that they read, with all keys and values, is copied to
 * the host and back for each layer in each iteration. A condition that a node on the host has
 * worked out is one that the kernel wants there: then the If stays where its branches are.
 */
final class BranchConditions {
  private static final String ALWAYS = "plumbline.always";
  private static final String ON_HOST = ".on_host";

  private BranchConditions() {}

  /**
   * The same graph, whose conditions are worked out: {@code condition AND shape == shape}.
   *
   * @param graph a model
   */
  static byte[] workedOut(byte[] graph) throws InvalidProtocolBufferException {
    ModelProto model = ModelProto.parseFrom(graph);
    List<NodeProto> nodes = model.getGraph().getNodeList();
    Set<String> inputs =
        model.getGraph().getInputList().stream()
            .map(ValueInfoProto::getName)
            .collect(Collectors.toSet());
    Optional<NodeProto> shape =
        nodes.stream().filter(node -> node.getOpType().equals("Shape")).findFirst();
    if (shape.isEmpty()) {
      // Nothing is on the host, so that nothing is given back.
      return graph;
    }
    GraphProto.Builder worked = model.getGraph().toBuilder().clearNode();
    Map<String, String> conditions = new HashMap<>();
    for (NodeProto node : nodes) {
      boolean given = node.getOpType().equals("If") && inputs.contains(node.getInput(0));
      if (!given) {
        worked.addNode(node);
        continue;
      }
      if (conditions.isEmpty()) {
        String sizes = shape.get().getOutput(0);
        worked.addNode(RewrittenGraph.node("Equal", sizes, sizes, ALWAYS));
      }
      String condition = node.getInput(0);
      if (conditions.putIfAbsent(condition, condition + ON_HOST) == null) {
        worked.addNode(RewrittenGraph.node("And", condition, ALWAYS, condition + ON_HOST));
      }
      worked.addNode(node.toBuilder().setInput(0, conditions.get(condition)));
    }
    return model.toBuilder().setGraph(worked).build().toByteArray();
  }
}
