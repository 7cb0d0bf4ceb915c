package dev.plumbline.runner.backend;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A session of ONNX Runtime. */
final class HostGraph implements Graph, AutoCloseable {
  private final OnnxThread thread;
  private final OrtSession session;

  HostGraph(OnnxThread thread, OrtSession session) {
    this.thread = thread;
    this.session = session;
  }

  @Override
  public Map<String, TensorType> inputs() {
    try {
      return types(session.getInputInfo());
    } catch (OrtException e) {
      throw new BackendException(e);
    }
  }

  @Override
  public Map<String, TensorType> outputs() {
    try {
      return types(session.getOutputInfo());
    } catch (OrtException e) {
      throw new BackendException(e);
    }
  }

  private static Map<String, TensorType> types(Map<String, NodeInfo> nodes) {
    Map<String, TensorType> types = new HashMap<>();
    nodes.forEach(
        (name, node) -> {
          TensorInfo info = (TensorInfo) node.getInfo();
          List<Long> sizes = Arrays.stream(info.getShape()).boxed().toList();
          types.put(name, new TensorType(info.type.name(), sizes));
        });
    return types;
  }

  @Override
  public Outputs run(Map<String, Tensor> inputs, Map<String, Tensor> written, Set<String> outputs) {
    Map<String, OnnxTensor> fed = onnx(inputs);
    Map<String, OnnxTensor> pinned = onnx(written);
    try {
      return new HostOutputs(thread.call(() -> session.run(fed, outputs, pinned)));
    } catch (OrtException e) {
      throw Failures.of(e);
    }
  }

  private static Map<String, OnnxTensor> onnx(Map<String, Tensor> tensors) {
    Map<String, OnnxTensor> onnx = new HashMap<>();
    tensors.forEach((name, tensor) -> onnx.put(name, HostTensor.onnx(tensor)));
    return onnx;
  }

  @Override
  public Map<String, Long> endProfile() {
    try {
      return Profile.read(Path.of(session.endProfiling()));
    } catch (OrtException e) {
      throw new BackendException(e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new BackendException(e);
    }
  }
}
