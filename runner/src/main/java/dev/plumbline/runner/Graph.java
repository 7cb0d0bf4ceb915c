package dev.plumbline.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.Result;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** One of a bundle's three graphs, loaded. */
final class Graph implements AutoCloseable {
  private final OrtSession session;

  Graph(OrtSession session) {
    this.session = session;
  }

  /**
   * Runs the graph; its new keys and values land in {@code cache}.
   *
   * @return the outputs asked for, which the caller closes
   */
  Result run(
      Map<String, OnnxTensor> inputs, Layout layout, KeyValues.View cache, Set<String> outputs)
      throws OrtException {
    Map<String, OnnxTensor> fed = new HashMap<>(inputs);
    fed.putAll(layout.inputs());
    Map<String, OnnxTensor> pinned = new HashMap<>();
    cache
        .tensors()
        .forEach(
            (name, tensor) -> {
              fed.put("past_" + name, tensor);
              // The output is the very tensor of the input: TensorScatter then writes in place.
              pinned.put("present_" + name, tensor);
            });
    return session.run(fed, outputs, pinned);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
