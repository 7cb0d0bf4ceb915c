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

  /** Generates for prompts that run together, all depths after one prefill. */
  void generate(List<Prompt> prompts, Sweep sweep, UsageMeter meter, RowListener listener)
      throws OrtException {
    int capacity = prompts.stream().mapToInt(Prompt::capacity).max().orElseThrow();
    Map<Integer, List<GeneratedSequence>> byDepth = new HashMap<>();
    for (int r : sweep.iterations()) {
      byDepth.put(
          r, prompts.stream().map(p -> new GeneratedSequence(p, r, tokenizer, endToken)).toList());
    }
    List<Integer> lengths = prompts.stream().map(p -> p.tokens().size()).toList();
    try (Arena.Frame memory = recurrence.memory()) {
      GenerationCaches caches =
          new GenerationCaches(memory, architecture, sweep, prompts.size(), capacity);
      for (List<Integer> group : Batches.of(lengths, prompts.size(), prefillTokens)) {
        // Longest first, and prompts come in that order: a group is a range of rows.
        prefill(prompts, group, capacity, caches, sweep, byDepth, meter);
      }
      for (int r : sweep.iterations()) {
        List<GeneratedSequence> sequences = byDepth.get(r);
        decode(sequences, capacity, caches, r, meter);
        for (int row = 0; row < sequences.size(); row++) {
          listener.generated(row, r, sequences.get(row).answer());
        }
      }
    }
  }

  private void prefill(
      List<Prompt> prompts,
      List<Integer> group,
      int capacity,
      GenerationCaches caches,
      Sweep sweep,
      Map<Integer, List<GeneratedSequence>> byDepth,
      UsageMeter meter)
      throws OrtException {
    int from = group.get(0);
    int to = from + group.size();
    List<TokenTree> trees =
        prompts.subList(from, to).stream().map(p -> TokenTree.of(p.tokens())).toList();
    int width = Layout.roundUp(trees.stream().mapToInt(TokenTree::size).max().orElseThrow());
    long[] last = new long[trees.size()];
    Arrays.setAll(last, row -> (long) row * width + trees.get(row).size() - 1);
    long count = trees.stream().mapToLong(TokenTree::size).sum();
    long visibleKeys = trees.stream().mapToLong(TokenTree::visibleKeys).sum();

    try (Arena.Frame memory = recurrence.memory();
        Layout layout = Layout.ofTrees(memory, trees, width, capacity);
        GenerationCaches.Rows rows = caches.rows(from, to, sweep)) {
      Stopwatch shared = new Stopwatch();
      recurrence.run(
          layout,
          rows,
          sweep,
          (iterations, state) -> {
            long sharedNanos = shared.pause();
            Stopwatch own = new Stopwatch();
            append(
                byDepth.get(iterations).subList(from, to), state, layout, rows, iterations, last);
            meter.add(iterations, count, visibleKeys, sharedNanos + own.pause());
            shared.resume();
          });
    }
  }

  /** One new token for all sequences at a time, until the last one is finished. */
  private void decode(
      List<GeneratedSequence> sequences,
      int capacity,
      GenerationCaches caches,
      int r,
      UsageMeter meter)
      throws OrtException {
    int count = sequences.size();
    Sweep depth = new Sweep(List.of(r));
    long[] places = LongStream.range(0, count).toArray();
    try (GenerationCaches.Rows rows = caches.rows(0, count, depth)) {
      while (!sequences.stream().allMatch(GeneratedSequence::finished)) {
        Stopwatch stopwatch = new Stopwatch();
        // The newest token's place is the one behind all others; a finished sequence idles there.
        int[] lengths = sequences.stream().mapToInt(c -> c.length() - 1).toArray();
        int[] tokens = sequences.stream().mapToInt(GeneratedSequence::lastToken).toArray();
        try (Arena.Frame memory = recurrence.memory();
            Layout layout = Layout.ofNextTokens(memory, tokens, lengths, capacity)) {
          recurrence.run(
              layout,
              rows,
              depth,
              (iterations, state) -> append(sequences, state, layout, rows, iterations, places));
        }
        long active = 0;
        long visibleKeys = 0;
        for (int row = 0; row < count; row++) {
          if (sequences.get(row).length() - 1 > lengths[row]) {
            active++;
            visibleKeys += lengths[row] + 1;
          }
        }
        meter.add(r, active, visibleKeys, stopwatch.pause());
      }
    }
  }

  private void append(
      List<GeneratedSequence> sequences,
      OnnxTensor state,
      Layout layout,
      GenerationCaches.Rows rows,
      int iterations,
      long[] places)
      throws OrtException {
    boolean sampled = sequences.stream().anyMatch(GeneratedSequence::sampled);
    KeyValues.View cache = rows.coda().get(iterations);
    Head head = recurrence.head(state, layout, cache, places, new long[places.length], sampled);
    for (int i = 0; i < places.length; i++) {
      sequences.get(i).append(head, i);
    }
  }
}
