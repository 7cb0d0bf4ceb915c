package dev.plumbline.runner.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BranchConditionsTest {
  private static final Path CORE = Path.of("..", "models", "embedded", "core.onnx");

  private static List<NodeProto> ofType(GraphProto graph, String operator) {
    return graph.getNodeList().stream().filter(n -> n.getOpType().equals(operator)).toList();
  }

  @Test
  void noIfHasAnInputOfTheGraphForItsCondition() throws IOException {
    byte[] core = Files.readAllBytes(CORE);
    GraphProto before = ModelProto.parseFrom(core).getGraph();
    GraphProto after = ModelProto.parseFrom(BranchConditions.workedOut(core)).getGraph();
    List<NodeProto> ifs = ofType(after, "If");
    assertThat(ifs).hasSameSizeAs(ofType(before, "If")).isNotEmpty();
    NodeProto and = ofType(after, "And").get(0);
    assertThat(ifs).allMatch(node -> node.getInput(0).equals(and.getOutput(0)));
    assertThat(and.getInput(0)).isEqualTo("cached");
    assertThat(after.getNodeList()).hasSize(before.getNodeCount() + 2);
    assertThat(after.getNodeList().indexOf(and))
        .isLessThan(after.getNodeList().indexOf(ifs.get(0)));
    assertThat(after.getInputList()).isEqualTo(before.getInputList());
  }

  @Test
  void graphsWithoutShapesOrBranchesStayAsTheyAre() throws IOException {
    ModelProto.Builder model = ModelProto.newBuilder();
    model.getGraphBuilder().addNode(NodeProto.newBuilder().setOpType("If").addInput("given"));
    byte[] branch = model.build().toByteArray();
    assertThat(BranchConditions.workedOut(branch)).isEqualTo(branch);
    ModelProto.Builder shape = ModelProto.newBuilder();
    shape.getGraphBuilder().addNode(NodeProto.newBuilder().setOpType("Shape").addOutput("sizes"));
    byte[] without = shape.build().toByteArray();
    assertThat(BranchConditions.workedOut(without)).isEqualTo(without);
  }
}
