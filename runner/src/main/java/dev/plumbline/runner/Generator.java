package dev.plumbline.runner;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.plumbline.runner.Recurrence.Head;
import dev.plumbline.runner.bundle.Architecture;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Generations at every depth of a sweep: one prefill to the largest r fills the caches of all, then
 * each depth decodes from there.
 */
final class Generator {
  private final Architecture architecture;
  private final Recurrence recurrence;
  private final Tokenizer tokenizer;
  private final Optional<Integer> endToken;
  private final int prefillTokens;

  /**
   * @param endToken ends every text; absent where the model has no such token
   * @param prefillTokens about how many tokens of prompts run together
   */
  Generator(
      Architecture architecture,
      Recurrence recurrence,
      Tokenizer tokenizer,
      Optional<Integer> endToken,
      int prefillTokens) {
    this.architecture = architecture;
    this.recurrence = recurrence;
    this.tokenizer = tokenizer;
    this.endToken = endToken;
    this.prefillTokens = prefillTokens;
  }

  interface RowListener {
    void generated(int row, int iterations, Answer answer);
  }

  /** Generates for prompts that run together, longest first, all depths after one prefill. */
  void generate(List<Prompt> prompts, Sweep sweep, UsageMeter meter, RowListener listener)
      throws OrtException {
    List<Integer> lengths = prompts.stream().map(p -> p.tokens().size()).toList();
    try (Arena.Frame memory = recurrence.memory()) {
      Batch batch = new Batch(memory, prompts, sweep, meter);
      int row = 0;
      for (List<Integer> group : Batches.of(lengths, prompts.size(), prefillTokens)) {
        batch.prefill(row, row + group.size());
        row += group.size();
      }
      for (int r : sweep.iterations()) {
        batch.decode(r);
        batch.tell(r, listener);
      }
    }
  }

  /** Prompts that run together, a row each, and what became of them. */
  private final class Batch {
    private final List<Prompt> prompts;
    private final Sweep sweep;
    private final UsageMeter meter;
    private final int capacity;
    private final GenerationCaches caches;
    private final Map<Integer, List<GeneratedSequence>> byDepth = new HashMap<>();

    Batch(Arena.Frame memory, List<Prompt> prompts, Sweep sweep, UsageMeter meter) {
      this.prompts = prompts;
      this.sweep = sweep;
      this.meter = meter;
      capacity = prompts.stream().mapToInt(Prompt::capacity).max().orElseThrow();
      caches = new GenerationCaches(memory, architecture, sweep, prompts.size(), capacity);
      for (int r : sweep.iterations()) {
        byDepth.put(
            r,
            prompts.stream().map(p -> new GeneratedSequence(p, r, tokenizer, endToken)).toList());
      }
    }

    /** Reads some rows' prompts, and takes the first new token at each depth. */
    void prefill(int from, int to) throws OrtException {
      List<TokenTree> trees =
          prompts.subList(from, to).stream().map(p -> TokenTree.of(p.tokens())).toList();
      int width = Layout.roundUp(trees.stream().mapToInt(TokenTree::size).max().orElseThrow());
      long[] last = new long[trees.size()];
      Arrays.setAll(last, row -> (long) row * width + trees.get(row).size() - 1);
      long tokens = trees.stream().mapToLong(TokenTree::size).sum();
      long visibleKeys = trees.stream().mapToLong(TokenTree::visibleKeys).sum();

      try (Arena.Frame memory = recurrence.memory();
          Layout layout = Layout.ofTrees(memory, trees, width, capacity);
          GenerationCaches.Rows rows = caches.rows(from, to, sweep)) {
        Stopwatch shared = new Stopwatch();
        recurrence.run(
            layout,
            rows,
            sweep,
            (r, state) -> {
              long sharedNanos = shared.pause();
              Stopwatch own = new Stopwatch();
              Head head = head(byDepth.get(r), state, layout, rows.coda().get(r), last);
              append(byDepth.get(r).subList(from, to), head);
              meter.add(r, tokens, visibleKeys, sharedNanos + own.pause());
              shared.resume();
            });
      }
    }

    /** One new token for all rows at a time, until the last one is finished. */
    void decode(int r) throws OrtException {
      List<GeneratedSequence> sequences = byDepth.get(r);
      Sweep depth = new Sweep(List.of(r));
      long[] places = LongStream.range(0, sequences.size()).toArray();
      try (GenerationCaches.Rows rows = caches.rows(0, sequences.size(), depth)) {
        while (!sequences.stream().allMatch(GeneratedSequence::finished)) {
          Stopwatch stopwatch = new Stopwatch();
          // The newest token's place is behind all others; a finished sequence idles there.
          int[] lengths = sequences.stream().mapToInt(s -> s.length() - 1).toArray();
          int[] tokens = sequences.stream().mapToInt(GeneratedSequence::lastToken).toArray();
          int active = 0;
          long visibleKeys = 0;
          for (int row = 0; row < lengths.length; row++) {
            if (!sequences.get(row).finished()) {
              active++;
              visibleKeys += lengths[row] + 1;
            }
          }
          try (Arena.Frame memory = recurrence.memory();
              Layout layout = Layout.ofNextTokens(memory, tokens, lengths, capacity)) {
            recurrence.run(
                layout,
                rows,
                depth,
                (iterations, state) ->
                    append(sequences, head(sequences, state, layout, rows.coda().get(r), places)));
          }
          meter.add(r, active, visibleKeys, stopwatch.pause());
        }
      }
    }

    private Head head(
        List<GeneratedSequence> sequences,
        OnnxTensor state,
        Layout layout,
        KeyValues.View cache,
        long[] places)
        throws OrtException {
      boolean sampled = sequences.stream().anyMatch(GeneratedSequence::sampled);
      return recurrence.head(state, layout, cache, places, new long[places.length], sampled);
    }

    private static void append(List<GeneratedSequence> sequences, Head head) {
      for (int i = 0; i < sequences.size(); i++) {
        sequences.get(i).append(head, i);
      }
    }

    void tell(int r, RowListener listener) {
      for (int row = 0; row < prompts.size(); row++) {
        listener.generated(row, r, byDepth.get(r).get(row).answer());
      }
    }
  }
}
