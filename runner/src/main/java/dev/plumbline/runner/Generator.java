package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import dev.plumbline.runner.bundle.Architecture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Generations at every depth of a sweep. One prefill to the largest r serves all depths of a
 * prompt, which then decode together with those of other prompts; as sequences finish, new prompts
 * come in.
 */
final class Generator {
  private final Architecture architecture;
  private final Recurrence recurrence;
  private final Tokenizer tokenizer;
  private final Optional<Integer> endToken;
  private final int prefillTokens;
  private final int together;

  /**
   * @param endToken ends every text; absent where the model has no such token
   * @param prefillTokens about how many tokens of prompts run together
   * @param together how many prompts' sequences decode together
   */
  Generator(
      Architecture architecture,
      Recurrence recurrence,
      Tokenizer tokenizer,
      Optional<Integer> endToken,
      int prefillTokens,
      int together) {
    this.architecture = architecture;
    this.recurrence = recurrence;
    this.tokenizer = tokenizer;
    this.endToken = endToken;
    this.prefillTokens = prefillTokens;
    this.together = together;
  }

  interface PromptListener {
    /**
     * Called once for each prompt and depth.
     *
     * @param prompt index in the list of prompts
     */
    void generated(int prompt, GeneratedSequence sequence);
  }

  /** Generates for prompts that all stand behind the same prefix. */
  void generate(
      List<Prompt> prompts,
      SharedPrefix prefix,
      Sweep sweep,
      UsageMeter meter,
      PromptListener listener)
      throws OrtException {
    try (LiveSequences live = new LiveSequences(architecture)) {
      Run run = new Run(prompts, prefix, sweep, meter, listener, live);
      while (run.next()) {
        run.tellFinished();
      }
    }
  }

  private final class Run {
    private final List<Prompt> prompts;
    private final SharedPrefix prefix;
    private final Sweep sweep;
    private final Prefill prefill;
    private final Decoder decoder;
    private final PromptListener listener;
    private final LiveSequences live;
    private final Deque<Integer> waiting;

    /** The prompt's index of each sequence that is not finished, or not yet told. */
    private final Map<GeneratedSequence, Integer> open = new LinkedHashMap<>();

    Run(
        List<Prompt> prompts,
        SharedPrefix prefix,
        Sweep sweep,
        UsageMeter meter,
        PromptListener listener,
        LiveSequences live) {
      this.prompts = prompts;
      this.prefix = prefix;
      this.sweep = sweep;
      this.listener = listener;
      this.live = live;
      prefill = new Prefill(architecture, recurrence, sweep, meter);
      decoder = new Decoder(architecture, recurrence, meter);
      // Longest first: of similar length side by side, and the largest need for memory at once.
      List<Integer> lengths = prompts.stream().map(Prompt::own).toList();
      waiting = new ArrayDeque<>(Batches.of(lengths, Integer.MAX_VALUE, Long.MAX_VALUE).get(0));
    }

    /** Reads prompts or takes a step; false if there is nothing left to do. */
    boolean next() throws OrtException {
      int room =
          together - (open.size() + sweep.iterations().size() - 1) / sweep.iterations().size();
      if (!waiting.isEmpty() && (open.isEmpty() || room * 4 >= together)) {
        admit(Math.min(room, waiting.size()));
      } else if (open.isEmpty()) {
        return false;
      } else {
        if (live.needsNewSeats()) {
          live.seat(List.of());
        }
        decoder.step(live, prefix);
      }
      return true;
    }

    /** Seats the sequences of prompts and reads these, which gives each its first new token. */
    private void admit(int count) throws OrtException {
      List<Integer> lengths = new ArrayList<>();
      List<List<GeneratedSequence>> newcomers = new ArrayList<>();
      while (newcomers.size() < count) {
        int admitted = waiting.remove();
        Prompt prompt = prompts.get(admitted);
        lengths.add(prompt.own());
        List<GeneratedSequence> sequences =
            sweep.iterations().stream()
                .map(r -> new GeneratedSequence(prompt, r, tokenizer, endToken))
                .toList();
        sequences.forEach(sequence -> open.put(sequence, admitted));
        newcomers.add(sequences);
      }
      live.seat(newcomers.stream().flatMap(List::stream).toList());
      int first = 0;
      for (List<Integer> group : Batches.of(lengths, count, prefillTokens)) {
        read(newcomers.subList(first, first + group.size()));
        first += group.size();
      }
    }

    /**
     * @param sequences of each prompt, as the depths of the sweep
     */
    private void read(List<List<GeneratedSequence>> sequences) throws OrtException {
      List<Prompt> read = sequences.stream().map(depths -> depths.get(0).prompt()).toList();
      prefill.run(
          read.stream().map(p -> TokenTree.of(p.tokens(), p.shared())).toList(),
          prefix,
          live.caches(),
          sequences.stream().map(depths -> depths.stream().map(live::row).toList()).toList(),
          read.stream().anyMatch(Prompt::sampled),
          (r, head) -> {
            for (int i = 0; i < sequences.size(); i++) {
              sequences.get(i).get(sweep.iterations().indexOf(r)).append(head, i);
            }
          });
    }

    void tellFinished() {
      open.entrySet()
          .removeIf(
              entry -> {
                GeneratedSequence sequence = entry.getKey();
                if (sequence.finished()) {
                  listener.generated(entry.getValue(), sequence);
                }
                return sequence.finished();
              });
    }
  }
}
