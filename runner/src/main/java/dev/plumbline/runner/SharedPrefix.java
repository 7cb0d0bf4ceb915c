package dev.plumbline.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.plumbline.runner.SequenceCaches.Row;
import dev.plumbline.runner.bundle.Architecture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens with which many sequences begin, such as a task's few-shot examples, run once: their keys
 * and values of iteration i serve every r &gt;= i of every sequence.
 */
final class SharedPrefix implements AutoCloseable {
  /** Fewer tokens are not worth the slower attention that goes with sharing. */
  private static final int LEAST = 32;

  private final Architecture a;
  private final Optional<SequenceCaches> caches;

  /** Slots that nobody sees: what graphs take where there is no prefix. */
  private final OnnxTensor nothing;

  private SharedPrefix(Architecture a, Optional<SequenceCaches> caches, OnnxTensor nothing) {
    this.a = a;
    this.caches = caches;
    this.nothing = nothing;
  }

  static SharedPrefix none(Arena.Frame memory, Architecture a) throws OrtException {
    return of(Optional.empty(), memory, a);
  }

  /** Runs the tokens to the deepest r of the sweep; no tokens give no prefix. */
  static SharedPrefix of(List<Integer> tokens, Arena.Frame memory, Architecture a, Prefill prefill)
      throws OrtException {
    SharedPrefix none = none(memory, a);
    if (tokens.isEmpty()) {
      return none;
    }
    Sweep sweep = prefill.sweep();
    SequenceCaches caches =
        SequenceCaches.ofPrefix(memory, a, sweep, Layout.roundUp(tokens.size()));
    List<Row> rows = sweep.iterations().stream().map(r -> new Row(r, 0, 0)).toList();
    List<TokenTree> trees = List.of(TokenTree.of(tokens));
    prefill.run(trees, none, caches, List.of(rows), false, (r, head) -> {});
    none.close();
    return of(Optional.of(caches), memory, a);
  }

  private static SharedPrefix of(
      Optional<SequenceCaches> caches, Arena.Frame memory, Architecture a) throws OrtException {
    return new SharedPrefix(
        a,
        caches,
        Tensors.of(
            memory.floats((long) a.nEmbd() * Layout.GRANULE),
            a.nHeads(),
            Layout.GRANULE,
            a.headDim()));
  }

  /** Those of a prefix's tokens that are worth sharing: all, or none. */
  static List<Integer> worthwhile(List<Integer> prefix) {
    return prefix.size() < LEAST ? List.of() : prefix;
  }

  /** How many tokens a sequence has in common with a prefix, one of its own left at least. */
  static int common(List<Integer> prefix, List<Integer> sequence) {
    int most = Math.min(prefix.size(), sequence.size() - 1);
    int length = 0;
    while (length < most && prefix.get(length).equals(sequence.get(length))) {
      length++;
    }
    return length;
  }

  boolean isEmpty() {
    return caches.isEmpty();
  }

  /** Slots for keys, of which each sequence sees a number from the first on. */
  int capacity() {
    return caches.map(SequenceCaches::capacity).orElse(Layout.GRANULE);
  }

  Map<String, OnnxTensor> prelude() throws OrtException {
    return isEmpty() ? nothing(a.preludeLayers()) : caches.get().prelude().prefix();
  }

  /**
   * @param iteration from 1
   */
  Map<String, OnnxTensor> core(int iteration) throws OrtException {
    return isEmpty() ? nothing(a.coreLayers()) : caches.get().core().get(iteration - 1).prefix();
  }

  Map<String, OnnxTensor> coda(int iterations) throws OrtException {
    return isEmpty() ? nothing(a.codaLayers()) : caches.get().coda().get(iterations).prefix();
  }

  private Map<String, OnnxTensor> nothing(int layers) {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    for (int layer = 0; layer < layers; layer++) {
      tensors.put("prefix_key." + layer, nothing);
      tensors.put("prefix_value." + layer, nothing);
    }
    return tensors;
  }

  @Override
  public void close() {
    nothing.close();
    caches.ifPresent(SequenceCaches::close);
  }
}
