package dev.plumbline.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.Result;
import dev.plumbline.runner.onnx.OnnxRuntime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** One of a bundle's three graphs, loaded. Tests make it fail. */
class Graph implements AutoCloseable {
  private final OrtSession session;

  Graph(OrtSession session) {
    this.session = session;
  }

  /**
   * Runs the graph; its new keys and values land where {@code cache} wants them.
   *
   * @param written outputs that are written into the caller's tensors
   * @param outputs further outputs, which the caller closes
   */
  Result run(
      Map<String, OnnxTensor> inputs,
      Layout layout,
      PartCache cache,
      Map<String, OnnxTensor> written,
      Set<String> outputs)
      throws OrtException {
    Map<String, OnnxTensor> fed = new HashMap<>(inputs);
    fed.putAll(layout.inputs());
    fed.putAll(cache.earlier());
    Map<String, OnnxTensor> pinned = new HashMap<>(written);
    pinned.putAll(cache.made());
    Result result = OnnxRuntime.call(() -> session.run(fed, outputs, pinned));
    cache.keep().run();
    return result;
  }

  /** The file with ONNX Runtime's profile of all calls; the graph must have been opened for it. */
  String endProfiling() throws OrtException {
    return session.endProfiling();
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
