package dev.plumbline.benchmarks;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.plumbline.benchmarks.CoreProducts.Product;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXOperators;

/**
 * An ONNX model that computes products and nothing else. Weights are constants of its own, which
 * ONNX Runtime packs once when it loads them, as it does a bundle's; each product has weights of
 * its own, so that caches hold no more of them than in a model.
 */
final class GemmGraph {
  private static final int IR_VERSION = 10;
  private static final int OPSET = 24;
  private static final long SEED = 1;

  private GemmGraph() {}

  /** The input, float32 [rows, width], that all products of this width read. */
  static String input(int width) {
    return "x" + width;
  }

  /** A serialised model; each product is the output, float32 [rows, out], that has its name. */
  static byte[] of(List<Product> products) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("products");
    products.stream()
        .mapToInt(Product::in)
        .distinct()
        .forEach(w -> graph.addInput(rows(input(w), w)));
    ONNXContext context = new ONNXContext();
    Random random = new Random(SEED);
    for (Product product : products) {
      String weight = product.name() + ".weight";
      graph.addInitializer(weight(weight, product, random));
      graph.addOutput(rows(product.name(), product.out()));
      graph.addNode(
          ONNXOperators.GEMM.build(
              context,
              new String[] {input(product.in()), weight},
              product.name(),
              Map.of("transB", 1)));
    }
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(IR_VERSION).setGraph(graph);
    model.addOpsetImportBuilder().setDomain("").setVersion(OPSET);
    return model.build().toByteArray();
  }

  private static ValueInfoProto rows(String name, int width) {
    ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
    var tensor = value.getTypeBuilder().getTensorTypeBuilder();
    tensor.setElemType(DataType.FLOAT.getNumber());
    tensor.getShapeBuilder().addDimBuilder().setDimParam("rows");
    tensor.getShapeBuilder().addDimBuilder().setDimValue(width);
    return value.build();
  }

  private static TensorProto weight(String name, Product product, Random random) {
    int bytes = Math.toIntExact(product.weights() * Float.BYTES);
    ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (data.hasRemaining()) {
      // Around 0 and never tiny for long: denormal numbers would be slow.
      data.putFloat(random.nextFloat() - 0.5f);
    }
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(DataType.FLOAT.getNumber())
        .addDims(product.out())
        .addDims(product.in())
        .setRawData(ByteString.copyFrom(data.flip()))
        .build();
  }
}
