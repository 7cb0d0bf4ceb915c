package dev.plumbline.runner.cache;

import dev.plumbline.runner.backend.Tensor;
import java.util.Map;

/**
 * What one call of a part reads of earlier keys and values, and what becomes of its new ones.
 *
 * @param earlier the inputs for prefix and past
 * @param made the outputs that are kept, and where they are written; empty if no call follows that
 *     reads them
 * @param keep called once they are written
 */
public record PartCache(Map<String, Tensor> earlier, Map<String, Tensor> made, Runnable keep) {

  /** Of a call whose new keys and values nobody reads. */
  static PartCache readOnly(Map<String, Tensor> earlier) {
    return new PartCache(earlier, Map.of(), () -> {});
  }
}
