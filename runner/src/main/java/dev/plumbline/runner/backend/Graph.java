package dev.plumbline.runner.backend;

import java.util.Map;
import java.util.Set;

/** One graph, loaded. */
public interface Graph {
  /** Declared inputs, by name. */
  Map<String, TensorType> inputs();

  /** Declared outputs, by name. */
  Map<String, TensorType> outputs();

  /**
   * Runs it.
   *
   * @param written outputs that are written into the caller's tensors
   * @param outputs further outputs, which the caller closes
   * @throws MemoryShortage if it does not fit the memory
   * @throws BackendException if it cannot be run
   */
  Outputs run(Map<String, Tensor> inputs, Map<String, Tensor> written, Set<String> outputs);

  /**
   * Ends profiling, for which the backend must have been opened.
   *
   * @return microseconds in all calls so far, by operator as the runtime names it
   */
  Map<String, Long> endProfile();
}
