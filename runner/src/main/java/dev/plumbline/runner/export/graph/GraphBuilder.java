package dev.plumbline.runner.export.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.plumbline.runner.bundle.BundleFiles;
import dev.plumbline.runner.export.tensor.FloatFormat;
import dev.plumbline.runner.export.weights.Int8Blocks;
import dev.plumbline.runner.export.weights.StoredTensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXOperator;
import org.tribuo.util.onnx.ONNXOperators;

/**
 * Builds one graph whose weights lie in weights.bin. Values are known by their names, which the
 * caller chooses.
 */
final class GraphBuilder {
  private static final int IR_VERSION = 10;

  /** Gives the nodes their names. */
  private final ONNXContext context = new ONNXContext();

  private final GraphProto.Builder graph = GraphProto.newBuilder();

  /** Where nodes go: the graph, or a branch of it that is being built. */
  private GraphProto.Builder nodes = graph;

  private final Map<String, StoredTensor> weights;
  private final Set<String> initializers = new HashSet<>();

  GraphBuilder(String name, Signature signature, Map<String, StoredTensor> weights) {
    this.weights = weights;
    graph.setName(name);
    signature.inputs().forEach(input -> graph.addInput(valueInfo(input)));
    signature.outputs().forEach(output -> graph.addOutput(valueInfo(output)));
  }

  private static ValueInfoProto valueInfo(TensorSpec spec) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object axis : spec.axes()) {
      if (axis instanceof Integer size) {
        shape.addDimBuilder().setDimValue(size);
      } else {
        shape.addDimBuilder().setDimParam((String) axis);
      }
    }
    ValueInfoProto.Builder info = ValueInfoProto.newBuilder().setName(spec.name());
    info.getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(spec.type().getNumber())
        .setShape(shape);
    return info.build();
  }

  /** Adds an operator with one output and returns that. */
  String add(String output, ONNXOperator operator, String... inputs) {
    return add(output, operator, Map.of(), inputs);
  }

  /** Adds an operator with one output and returns that. */
  String add(
      String output, ONNXOperator operator, Map<String, Object> attributes, String... inputs) {
    node(operator, List.of(output), attributes, inputs);
    return output;
  }

  /** Cuts a tensor along an axis into as many parts as {@code sizes}, an int64 vector, has. */
  List<String> split(String input, int axis, String sizes, List<String> outputs) {
    node(Operator.SPLIT, outputs, Map.of("axis", axis), input, sizes);
    return outputs;
  }

  private void node(
      ONNXOperator operator,
      List<String> outputs,
      Map<String, Object> attributes,
      String... inputs) {
    NodeProto node =
        operator.build(
            context,
            inputs,
            outputs.toArray(String[]::new),
            // Sorted, so that one checkpoint always gives the same bytes.
            new TreeMap<>(attributes));
    nodes.addNode(node);
  }

  /**
   * Adds an If: its output is that of one of two branches, which may read all values added before.
   *
   * @param condition a bool scalar
   * @param yes adds the nodes of a branch and returns its output, float32
   */
  String choose(String output, String condition, Supplier<String> yes, Supplier<String> no) {
    nodes.addNode(
        NodeProto.newBuilder()
            .setOpType("If")
            .setName(output)
            .addInput(condition)
            .addOutput(output)
            .addAttribute(branch("then_branch", yes))
            .addAttribute(branch("else_branch", no)));
    return output;
  }

  private AttributeProto branch(String name, Supplier<String> body) {
    GraphProto.Builder outer = nodes;
    nodes = GraphProto.newBuilder().setName(name);
    ValueInfoProto.Builder result = ValueInfoProto.newBuilder().setName(body.get());
    result.getTypeBuilder().getTensorTypeBuilder().setElemType(DataType.FLOAT.getNumber());
    GraphProto branch = nodes.addOutput(result).build();
    nodes = outer;
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.GRAPH)
        .setG(branch)
        .build();
  }

  /** An int64 vector inside the graph. */
  String longs(String name, long... values) {
    if (initializers.add(name)) {
      TensorProto.Builder tensor =
          TensorProto.newBuilder()
              .setName(name)
              .setDataType(DataType.INT64.getNumber())
              .addDims(values.length);
      for (long value : values) {
        tensor.addInt64Data(value);
      }
      graph.addInitializer(tensor);
    }
    return name;
  }

  /** A float32 scalar inside the graph. */
  String scalar(String name, float value) {
    return floats(name, value);
  }

  /** A float32 vector inside the graph; a scalar if it has one value. */
  String floats(String name, float... values) {
    if (initializers.add(name)) {
      TensorProto.Builder tensor =
          TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
      if (values.length > 1) {
        tensor.addDims(values.length);
      }
      for (float value : values) {
        tensor.addFloatData(value);
      }
      graph.addInitializer(tensor);
    }
    return name;
  }

  /**
   * x [rows, in] times a matrix [out, in] of weights.bin, as PyTorch's Linear keeps it, plus {@code
   * added}, [out] or [rows, out].
   */
  String linear(String output, String weight, String x, String added) {
    if (weights.containsKey(weight)) {
      return add(output, ONNXOperators.GEMM, Map.of("transB", 1), x, weight(weight), added);
    }
    return add(output, ONNXOperators.ADD, linear(output + ".product", weight, x), added);
  }

  /** x [rows, in] times a matrix [out, in] of weights.bin. */
  String linear(String output, String weight, String x) {
    StoredTensor codes = weights.get(Int8Blocks.codes(weight));
    if (codes == null) {
      return add(output, ONNXOperators.GEMM, Map.of("transB", 1), x, weight(weight));
    }
    Map<String, Object> attributes =
        Map.of(
            "N", codes.shape().get(0).intValue(),
            "K", codes.shape().get(1).intValue() * Int8Blocks.BLOCK,
            "bits", Int8Blocks.BITS,
            "block_size", Int8Blocks.BLOCK,
            "accuracy_level", Int8Blocks.ACCURACY_LEVEL);
    return add(
        output,
        Operator.MAT_MUL_N_BITS,
        attributes,
        x,
        storedWeight(codes.name()),
        storedWeight(Int8Blocks.scales(weight)));
  }

  /** RMSNorm of each row of x. */
  String norm(String output, String weight, String x, double epsilon) {
    Map<String, Object> attributes = Map.of("epsilon", (float) epsilon);
    return add(output, Operator.RMS_NORMALIZATION, attributes, x, weight(weight));
  }

  /** A tensor of weights.bin in float32. */
  String weight(String name) {
    return toFloat(storedWeight(name));
  }

  /** Rows of a matrix in weights.bin, in float32. */
  String weightRows(String output, String name, String indices) {
    // Gathered as stored, since widening the whole table would cost its size in memory.
    String rows = add(output, ONNXOperators.GATHER, Map.of("axis", 0), storedWeight(name), indices);
    return toFloat(rows, weights.get(name).format());
  }

  private String toFloat(String name) {
    return toFloat(name, weights.get(name).format());
  }

  private String toFloat(String name, FloatFormat format) {
    if (format == FloatFormat.F32) {
      return name;
    }
    String widened = name + ".float";
    return initializers.add(widened)
        ? add(widened, ONNXOperators.CAST, Map.of("to", DataType.FLOAT.getNumber()), name)
        : widened;
  }

  private String storedWeight(String name) {
    StoredTensor stored = weights.get(name);
    if (initializers.add(name)) {
      graph.addInitializer(
          TensorProto.newBuilder()
              .setName(name)
              .setDataType(stored.format().onnxType().getNumber())
              .addAllDims(stored.shape())
              .setDataLocation(DataLocation.EXTERNAL)
              .addExternalData(entry("location", BundleFiles.WEIGHTS))
              .addExternalData(entry("offset", Long.toString(stored.offset())))
              .addExternalData(entry("length", Long.toString(stored.bytes()))));
    }
    return name;
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  byte[] build() {
    ModelProto.Builder model =
        ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("plumbline");
    model.addOpsetImportBuilder().setDomain("").setVersion(Operator.OPSET);
    if (graph.getNodeList().stream()
        .anyMatch(node -> node.getDomain().equals(Operator.MICROSOFT))) {
      model.addOpsetImportBuilder().setDomain(Operator.MICROSOFT).setVersion(1);
    }
    return model.setGraph(graph).build().toByteArray();
  }
}
