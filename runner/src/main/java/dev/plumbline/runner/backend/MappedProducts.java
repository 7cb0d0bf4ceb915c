package dev.plumbline.runner.backend;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Has products read large matrices from where they lie. ONNX Runtime copies constants into a layout
 * of its own before the first call, so such a matrix becomes an input that has a default value.
 *
 * <p>What comes out for a token must not depend on what runs beside it, nor on how many threads
 * there are, to the last bit. ONNX Runtime's products with matrices that are not laid out keep that
 * on two conditions (MlasSgemmOperation and MlasGemmBatch, sgemm.cpp):
 *
 * <ul>
 *   <li>No call takes the kernel for single rows, which adds up in another order. It takes no
 *       factor: so each product gets the factor 2, and half of each row, both of which are exact.
 *   <li>The part of a matrix that a thread takes has more than 64 outputs: narrower ones are added
 *       up in longer pieces. Outputs are dealt out by 16, so that 80 for each thread are enough.
 * </ul>
 */
final class MappedProducts {
  private static final int LEAST_OUTPUTS_PER_THREAD = 80;

  /** Below, the number of threads decides nothing. */
  private static final int THREADS = 64;

  private static final String HALF = "plumbline.half";
  private static final String HALVED = ".halved";

  private MappedProducts() {}

  /**
   * The same graph, whose products with matrices of many outputs read them in place.
   *
   * @param graph a model
   * @param threads that a product may use
   */
  static byte[] in(byte[] graph, int threads) throws InvalidProtocolBufferException {
    ModelProto model = ModelProto.parseFrom(graph);
    Map<String, TensorProto> matrices = matrices(model.getGraph(), Math.max(threads, THREADS));
    GraphProto.Builder mapped = model.getGraph().toBuilder().clearNode();
    mapped.addInitializer(
        TensorProto.newBuilder()
            .setName(HALF)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addFloatData(0.5f));
    Set<String> halved = new HashSet<>();
    for (NodeProto node : model.getGraph().getNodeList()) {
      if (!isProduct(node) || !matrices.containsKey(node.getInput(1))) {
        mapped.addNode(node);
        continue;
      }
      String rows = node.getInput(0);
      if (halved.add(rows)) {
        mapped.addNode(RewrittenGraph.node("Mul", rows, HALF, rows + HALVED));
      }
      mapped.addNode(node.toBuilder().setInput(0, rows + HALVED).addAttribute(twice()));
    }
    matrices.values().forEach(matrix -> mapped.addInput(input(matrix)));
    return model.toBuilder().setGraph(mapped).build().toByteArray();
  }

  /** Rows times a matrix [outputs, inputs], as GraphBuilder makes it. */
  private static boolean isProduct(NodeProto node) {
    return node.getOpType().equals("Gemm")
        && node.getAttributeCount() == 1
        && node.getAttribute(0).getName().equals("transB")
        && node.getAttribute(0).getI() == 1;
  }

  /** Matrices of products that are large enough, by name. */
  private static Map<String, TensorProto> matrices(GraphProto graph, int threads) {
    Set<String> factors =
        graph.getNodeList().stream()
            .filter(MappedProducts::isProduct)
            .map(node -> node.getInput(1))
            .collect(Collectors.toSet());
    return graph.getInitializerList().stream()
        .filter(tensor -> factors.contains(tensor.getName()))
        .filter(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber())
        .filter(tensor -> tensor.getDims(0) >= (long) LEAST_OUTPUTS_PER_THREAD * threads)
        .collect(Collectors.toMap(TensorProto::getName, tensor -> tensor));
  }

  private static AttributeProto twice() {
    return AttributeProto.newBuilder()
        .setName("alpha")
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(2)
        .build();
  }

  private static ValueInfoProto input(TensorProto matrix) {
    ValueInfoProto.Builder input = ValueInfoProto.newBuilder().setName(matrix.getName());
    TensorShapeProto.Builder shape =
        input
            .getTypeBuilder()
            .getTensorTypeBuilder()
            .setElemType(matrix.getDataType())
            .getShapeBuilder();
    matrix.getDimsList().forEach(size -> shape.addDimBuilder().setDimValue(size));
    return input.build();
  }
}
