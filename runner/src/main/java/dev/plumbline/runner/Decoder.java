package dev.plumbline.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.plumbline.runner.Recurrence.Head;
import dev.plumbline.runner.bundle.Architecture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Gives sequences of all depths their next token in one pass: each leaves the core at its own
 * depth, the others go on.
 */
final class Decoder {
  private final Architecture architecture;
  private final Recurrence recurrence;
  private final UsageMeter meter;

  Decoder(Architecture architecture, Recurrence recurrence, UsageMeter meter) {
    this.architecture = architecture;
    this.recurrence = recurrence;
    this.meter = meter;
  }

  void step(LiveSequences live, SharedPrefix prefix) throws OrtException {
    try (Step step = new Step(recurrence.memory(), live, prefix)) {
      step.run();
    }
  }

  /** One step's inputs and its accounts. */
  private final class Step implements Recurrence.Caches, AutoCloseable {
    private final Arena.Frame memory;
    private final List<GeneratedSequence> sequences;
    private final RaggedDepths depths;
    private final SequenceCaches caches;
    private final SharedPrefix prefix;
    private final NewKeyValues made;
    private final Layout all;

    /** By number of rows. */
    private final Map<Integer, Layout> layouts = new HashMap<>();

    /** By r; of the time that depths share, to each as much as it has of the rows. */
    private final Map<Integer, Long> nanos = new HashMap<>();

    Step(Arena.Frame memory, LiveSequences live, SharedPrefix prefix) throws OrtException {
      this.memory = memory;
      this.sequences = live.sequences();
      this.depths = live.depths();
      this.caches = live.caches();
      this.prefix = prefix;
      this.made = new NewKeyValues(memory, architecture, sequences.size());
      this.all = Layout.ofNextTokens(memory, sequences, prefix.capacity(), caches.capacity());
      for (int r : depths.distinct()) {
        int rows = depths.reaching(r);
        layouts.put(rows, all.slice(memory, 0, rows));
      }
    }

    void run() throws OrtException {
      Map<Integer, List<GeneratedSequence>> unfinished = new HashMap<>();
      Map<Integer, Long> visibleKeys = new HashMap<>();
      for (int r : depths.distinct()) {
        List<GeneratedSequence> reading =
            leaving(r).stream().filter(sequence -> !sequence.finished()).toList();
        unfinished.put(r, reading);
        visibleKeys.put(r, reading.stream().mapToLong(s -> s.shared() + s.read() + 1L).sum());
      }
      Stopwatch stopwatch = new Stopwatch();
      recurrence.run(
          i -> layouts.get(depths.reaching(i)),
          this,
          depths.distinct(),
          (r, state) -> {
            long shared = stopwatch.lap();
            for (int depth : depths.distinct()) {
              if (depth >= r) {
                int rows = depths.reaching(depth) - depths.reaching(depth + 1);
                nanos.merge(depth, shared * rows / depths.reaching(r), Long::sum);
              }
            }
            leave(r, state);
            nanos.merge(r, stopwatch.lap(), Long::sum);
          });
      nanos.forEach((r, time) -> meter.add(r, unfinished.get(r).size(), visibleKeys.get(r), time));
    }

    private List<GeneratedSequence> leaving(int depth) {
      return sequences.subList(depths.reaching(depth + 1), depths.reaching(depth));
    }

    /** Takes the next token of the sequences whose depth is reached. */
    private void leave(int r, HiddenState state) throws OrtException {
      int from = depths.reaching(r + 1);
      int to = depths.reaching(r);
      List<GeneratedSequence> leaving = leaving(r);
      try (Layout layout = all.slice(memory, from, to)) {
        long[] places = LongStream.range(0, leaving.size()).toArray();
        boolean sampled = leaving.stream().anyMatch(GeneratedSequence::sampled);
        PartCache cache = cache(prefix.coda(r), caches.coda().get(r), from, leaving.size());
        Head head =
            recurrence.head(
                state.slice(from, to), layout, cache, places, new long[places.length], sampled);
        for (int i = 0; i < leaving.size(); i++) {
          leaving.get(i).append(head, i);
        }
      }
    }

    @Override
    public PartCache prelude() throws OrtException {
      return cache(prefix.prelude(), caches.prelude(), 0, sequences.size());
    }

    @Override
    public PartCache core(int iteration) throws OrtException {
      KeyValues kept = caches.core().get(iteration - 1);
      return cache(prefix.core(iteration), kept, 0, depths.reaching(iteration));
    }

    /**
     * @param first the row whose keys and values are the first of {@code kept}
     */
    private PartCache cache(Map<String, OnnxTensor> shared, KeyValues kept, int first, int rows)
        throws OrtException {
      Map<String, OnnxTensor> earlier = new HashMap<>(shared);
      earlier.putAll(kept.past());
      return new PartCache(
          earlier,
          made.outputs(kept.layers(), rows),
          () -> {
            for (int row = 0; row < rows; row++) {
              kept.keep(made, row, row, sequences.get(first + row).read(), 1);
            }
          });
    }

    @Override
    public void close() {
      made.close();
      all.close();
      layouts.values().forEach(Layout::close);
      memory.close();
    }
  }
}
