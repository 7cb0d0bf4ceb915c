package dev.plumbline.runner.recurrence;

import dev.plumbline.runner.backend.Graph;
import dev.plumbline.runner.backend.Outputs;
import dev.plumbline.runner.backend.Tensor;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.cache.PartCache;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A call of one of the model's parts. */
final class PartCall {
  private PartCall() {}

  /** Runs a part; its new keys and values land where {@code cache} wants them. */
  static Outputs run(
      Graph graph,
      Map<String, Tensor> inputs,
      PackedBatch batch,
      PartCache cache,
      Map<String, Tensor> written,
      Set<String> outputs) {
    Map<String, Tensor> fed = new HashMap<>(inputs);
    fed.putAll(batch.inputs());
    fed.putAll(cache.earlier());
    Map<String, Tensor> pinned = new HashMap<>(written);
    pinned.putAll(cache.made());
    Outputs made = graph.run(fed, pinned, outputs);
    cache.keep().run();
    return made;
  }
}
