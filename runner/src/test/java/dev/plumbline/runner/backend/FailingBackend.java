package dev.plumbline.runner.backend;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A backend where calls of the core with more tokens than some fail. */
public final class FailingBackend implements Backend {
  private final Backend backend;
  private final int mostTokens;
  private final Throwable fault;

  /**
   * Fails as ONNX Runtime or the JVM does.
   *
   * @param fault an OrtException or an Error
   */
  public FailingBackend(Backend backend, int mostTokens, Throwable fault) {
    this.backend = backend;
    this.mostTokens = mostTokens;
    this.fault = fault;
  }

  @Override
  public Graph open(Path file) {
    Graph graph = backend.open(file);
    return file.endsWith("core.onnx") ? new FailingGraph(graph) : graph;
  }

  @Override
  public OptionalLong freeBytes() {
    return backend.freeBytes();
  }

  @Override
  public Arena arena() {
    return backend.arena();
  }

  @Override
  public void close() {
    backend.close();
  }

  private final class FailingGraph implements Graph {
    private final Graph graph;

    FailingGraph(Graph graph) {
      this.graph = graph;
    }

    @Override
    public Map<String, TensorType> inputs() {
      return graph.inputs();
    }

    @Override
    public Map<String, TensorType> outputs() {
      return graph.outputs();
    }

    @Override
    public Outputs run(
        Map<String, Tensor> inputs, Map<String, Tensor> written, Set<String> outputs) {
      if (rows(inputs.get("state")) > mostTokens) {
        if (fault instanceof OrtException e) {
          throw Failures.of(e);
        }
        throw (Error) fault;
      }
      return graph.run(inputs, written, outputs);
    }

    private static long rows(Tensor state) {
      return state instanceof DeviceTensor tensor
          ? tensor.rows()
          : HostTensor.onnx(state).getInfo().getShape()[0];
    }

    @Override
    public Map<String, Long> endProfile() {
      return graph.endProfile();
    }
  }
}
