package dev.plumbline.runner.backend;

import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A graph that is changed before it is opened, so that ONNX Runtime gets it as bytes. */
final class RewrittenGraph {
  /** The setting of a session that says where the weights lie of a graph that is given so. */
  static final String WEIGHTS_FOLDER = "session.model_external_initializers_file_folder_path";

  private RewrittenGraph() {}

  /** What is changed, from a model to a model. */
  @FunctionalInterface
  interface Rewriting {
    byte[] of(byte[] graph) throws InvalidProtocolBufferException;
  }

  /** A graph as its file has it, and then rewritten. */
  static byte[] read(Path graph, Rewriting rewriting) {
    try {
      return rewriting.of(Files.readAllBytes(graph));
    } catch (IOException e) {
      throw new PlumblineException(
          "%s: cannot be read (%s)".formatted(graph, PlumblineException.reason(e)), e);
    }
  }

  /** A node of two inputs, named as what it gives. */
  static NodeProto node(String operator, String a, String b, String output) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addInput(a)
        .addInput(b)
        .addOutput(output)
        .build();
  }

  /** The value of {@link #WEIGHTS_FOLDER} for weights beside a graph's file. */
  static String weightsFolder(Path graph) {
    return graph.toAbsolutePath().getParent().toString();
  }
}
