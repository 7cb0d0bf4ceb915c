package dev.plumbline.runner;

import ai.onnxruntime.OnnxTensor;
import java.util.Map;

/**
 * What one call of a part reads of earlier keys and values, and what becomes of its new ones.
 *
 * @param earlier the inputs for prefix and past
 * @param made the outputs that are kept, and where they are written; empty if nothing follows
 * @param keep called once they are written
 */
record PartCache(Map<String, OnnxTensor> earlier, Map<String, OnnxTensor> made, Runnable keep) {

  /** Of a call that nothing follows. */
  static PartCache readOnly(Map<String, OnnxTensor> earlier) {
    return new PartCache(earlier, Map.of(), () -> {});
  }
}
