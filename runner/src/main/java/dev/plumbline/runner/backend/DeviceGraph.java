package dev.plumbline.runner.backend;

import ai.onnxruntime.OrtException;
import java.util.Map;
import java.util.Set;

/** A graph that reads and writes a device's memory. */
record DeviceGraph(OnnxThread thread, BoundSession session) implements Graph, AutoCloseable {
  @Override
  public Map<String, TensorType> inputs() {
    return session.inputs();
  }

  @Override
  public Map<String, TensorType> outputs() {
    return session.outputs();
  }

  @Override
  public Outputs run(Map<String, Tensor> inputs, Map<String, Tensor> written, Set<String> outputs) {
    try {
      return thread.call(() -> session.run(inputs, written, outputs));
    } catch (OrtException e) {
      throw Failures.of(e);
    }
  }

  @Override
  public Map<String, Long> endProfile() {
    try {
      return Profile.read(session.endProfile());
    } catch (OrtException e) {
      throw new BackendException(e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
