package dev.plumbline.runner.bundle;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a graph's file may make ONNX Runtime do: read weights.bin, within its length, and run the
 * operators of ONNX and the one of Microsoft's that the exporter writes.
 */
final class GraphFile {
  /** Weights lie outside, so that graphs are small. */
  private static final long MAX_BYTES = 64_000_000;

  private static final Set<String> ONNX = Set.of("", "ai.onnx");
  private static final Set<String> OTHER_OPERATORS = Set.of("com.microsoft MatMulNBits");

  private final Path file;
  private final long weightsBytes;

  private GraphFile(Path file, long weightsBytes) {
    this.file = file;
    this.weightsBytes = weightsBytes;
  }

  /**
   * Looks through a graph, branches included, before anything else opens it.
   *
   * @param weightsBytes the length of weights.bin
   * @throws PlumblineException for a graph that reaches for more
   */
  static void requireHarmless(Path file, long weightsBytes) throws IOException {
    new GraphFile(file, weightsBytes).check();
  }

  private void check() throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw refused("is larger than %d bytes, too large for a graph".formatted(MAX_BYTES));
    }
    ModelProto model;
    try {
      model = ModelProto.parseFrom(Files.readAllBytes(file));
    } catch (InvalidProtocolBufferException e) {
      throw refused("is no ONNX graph");
    }
    if (model.getFunctionsCount() > 0 || model.getTrainingInfoCount() > 0) {
      throw refused("defines functions or training of its own");
    }
    check(model.getGraph());
  }

  private void check(GraphProto graph) {
    graph.getInitializerList().forEach(this::check);
    graph.getSparseInitializerList().forEach(this::check);
    for (NodeProto node : graph.getNodeList()) {
      String operator = node.getDomain() + " " + node.getOpType();
      if (!ONNX.contains(node.getDomain()) && !OTHER_OPERATORS.contains(operator)) {
        throw refused("asks for the operator '%s'".formatted(operator));
      }
      node.getAttributeList().forEach(this::check);
    }
  }

  private void check(AttributeProto attribute) {
    check(attribute.getT());
    attribute.getTensorsList().forEach(this::check);
    check(attribute.getSparseTensor());
    attribute.getSparseTensorsList().forEach(this::check);
    if (attribute.hasG()) {
      check(attribute.getG());
    }
    attribute.getGraphsList().forEach(this::check);
  }

  private void check(SparseTensorProto tensor) {
    check(tensor.getValues());
    check(tensor.getIndices());
  }

  private void check(TensorProto tensor) {
    List<StringStringEntryProto> entries = tensor.getExternalDataList();
    if (entries.isEmpty() && tensor.getDataLocation() != DataLocation.EXTERNAL) {
      return;
    }
    Map<String, String> place = new HashMap<>();
    for (StringStringEntryProto entry : entries) {
      if (place.put(entry.getKey(), entry.getValue()) != null) {
        throw refused("places tensor '%s' twice".formatted(tensor.getName()));
      }
    }
    String location = place.get("location");
    if (!BundleFiles.WEIGHTS.equals(location)) {
      throw refused(
          "reads tensor '%s' from '%s' instead of %s"
              .formatted(tensor.getName(), location, BundleFiles.WEIGHTS));
    }
    BigInteger end = size(tensor, place, "offset").add(size(tensor, place, "length"));
    if (end.compareTo(BigInteger.valueOf(weightsBytes)) > 0) {
      throw refused(
          "reads tensor '%s' up to byte %s of %s, which has %d"
              .formatted(tensor.getName(), end, BundleFiles.WEIGHTS, weightsBytes));
    }
  }

  private BigInteger size(TensorProto tensor, Map<String, String> place, String key) {
    String value = place.getOrDefault(key, "0");
    if (!value.matches("[0-9]{1,19}")) {
      throw refused("gives tensor '%s' the %s '%s'".formatted(tensor.getName(), key, value));
    }
    return new BigInteger(value);
  }

  private PlumblineException refused(String what) {
    return new PlumblineException(
        "%s: %s; do not use this bundle, export the checkpoint again".formatted(file, what));
  }
}
