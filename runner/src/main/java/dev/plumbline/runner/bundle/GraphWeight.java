package dev.plumbline.runner.bundle;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a graph's tensor from weights.bin, for arithmetic outside the graph. */
final class GraphWeight {
  private GraphWeight() {}

  /**
   * The float32 numbers of a tensor.
   *
   * @param graph looked through, so that its places lie within {@code weights}
   * @throws PlumblineException if the graph has no such tensor
   */
  static float[] read(Path graph, Path weights, String tensor) {
    try {
      TensorProto found =
          ModelProto.parseFrom(Files.readAllBytes(graph)).getGraph().getInitializerList().stream()
              .filter(t -> t.getName().equals(tensor))
              .filter(t -> t.getDataType() == TensorProto.DataType.FLOAT.getNumber())
              .filter(t -> t.getExternalDataCount() > 0)
              .findFirst()
              .orElseThrow(() -> lacking(graph, tensor));
      Map<String, Long> place =
          found.getExternalDataList().stream()
              .filter(entry -> !entry.getKey().equals("location"))
              .collect(
                  Collectors.toMap(
                      StringStringEntryProto::getKey, entry -> Long.parseLong(entry.getValue())));
      float[] numbers = new float[Math.toIntExact(found.getDims(0))];
      ByteBuffer bytes =
          ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      try (FileChannel file = FileChannel.open(weights)) {
        for (int read = 0; read >= 0 && bytes.hasRemaining(); ) {
          read = file.read(bytes, place.getOrDefault("offset", 0L) + bytes.position());
        }
      }
      bytes.flip().asFloatBuffer().get(numbers);
      return numbers;
    } catch (InvalidProtocolBufferException e) {
      throw lacking(graph, tensor);
    } catch (IOException e) {
      throw new PlumblineException(
          "%s: cannot be read (%s)".formatted(weights, PlumblineException.reason(e)), e);
    }
  }

  private static PlumblineException lacking(Path graph, String tensor) {
    return new PlumblineException(
        "%s: has no float32 tensor '%s', so that noise cannot be normed; export the checkpoint again"
            .formatted(graph, tensor));
  }
}
