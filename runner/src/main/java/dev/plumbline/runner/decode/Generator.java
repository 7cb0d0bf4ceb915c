package dev.plumbline.runner.decode;

import dev.plumbline.protocol.Speculation;
import dev.plumbline.runner.batch.Batches;
import dev.plumbline.runner.batch.TokenTree;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.Prefill;
import dev.plumbline.runner.recurrence.Recurrence;
import dev.plumbline.runner.recurrence.SweepRun;
import dev.plumbline.runner.tokenizer.Tokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Generates for prompts at every point of a sweep. One prefill to the most iterations serves all
 * points of a prompt, whose sequences then decode together with those of other prompts; as
 * sequences finish, new prompts come in.
 */
final class Generator implements AutoCloseable {
  /** So seldom that it takes about a hundredth of the time. */
  private static final int ROUNDS_PER_REHEARSAL = 32;

  private static final int FIRST_REHEARSAL = 4;

  private final Recurrence recurrence;
  private final Tokenizer tokenizer;
  private final SharedPrefix prefix;
  private final SweepRun run;
  private final Optional<Speculation> speculation;
  private final DraftLedger ledger;
  private final int prefillTokens;
  private final int together;
  private final Prefill prefill;
  private final ContinuousBatch batch;

  /** Sequences that are not finished, or not yet reported. */
  private final Set<GeneratedSequence> open = new LinkedHashSet<>();

  private int rounds;

  /**
   * For prompts that all stand behind the same prefix.
   *
   * @param speculation how all points' tokens are drafted
   * @param ledger hears what came of it
   * @param prefillTokens about how many tokens of prompts run together
   * @param together how many prompts' sequences decode together
   */
  Generator(
      Recurrence recurrence,
      Tokenizer tokenizer,
      SharedPrefix prefix,
      SweepRun run,
      Optional<Speculation> speculation,
      DraftLedger ledger,
      int prefillTokens,
      int together) {
    this.recurrence = recurrence;
    this.tokenizer = tokenizer;
    this.prefix = prefix;
    this.run = run;
    this.speculation = speculation;
    this.ledger = ledger;
    this.prefillTokens = prefillTokens;
    this.together = together;
    OptionalInt draft = speculation.stream().mapToInt(Speculation::depth).findFirst();
    prefill = new Prefill(recurrence, run.sweep(), draft, run.meter());
    batch = new ContinuousBatch(recurrence, speculation);
  }

  /**
   * Generates for all.
   *
   * @param longestFirst of similar length side by side, and the largest need for memory at once
   * @param finished called once for each prompt and point
   */
  void generate(List<Prompt> longestFirst, Consumer<GeneratedSequence> finished) {
    Deque<Prompt> waiting = new ArrayDeque<>(longestFirst);
    int points = run.sweep().points().size();
    while (!waiting.isEmpty() || !open.isEmpty()) {
      int room = together - (open.size() + points - 1) / points;
      if (!waiting.isEmpty() && (open.isEmpty() || room * 4 >= together)) {
        List<Prompt> admitted = new ArrayList<>();
        while (admitted.size() < room && !waiting.isEmpty()) {
          admitted.add(waiting.remove());
        }
        admit(admitted);
      } else {
        if (batch.needsPacking()) {
          batch.pack(List.of());
        }
        if (speculation.isPresent()) {
          speculate(speculation.get());
        } else {
          try (DecodingStep step = new DecodingStep(recurrence, batch, prefix)) {
            step.run(run.meter());
          }
        }
      }
      reportFinished(finished);
    }
  }

  private void speculate(Speculation how) {
    if (rounds++ % ROUNDS_PER_REHEARSAL == FIRST_REHEARSAL) {
      long tokens = open.stream().filter(sequence -> !sequence.finished()).count();
      ledger.clockPlain(
          tokens,
          () -> {
            try (DecodingStep step = new DecodingStep(recurrence, batch, prefix)) {
              step.rehearse();
            }
          });
    }
    ledger.clock(
        () -> new SpeculativeRound(recurrence, how, batch, prefix).run(run.meter(), ledger));
  }

  /** Takes prompts into the batch and reads them, which gives each sequence its first token. */
  private void admit(List<Prompt> prompts) {
    List<List<GeneratedSequence>> newcomers =
        prompts.stream()
            .map(
                prompt ->
                    run.sweep().points().stream()
                        .map(point -> new GeneratedSequence(prompt, point, tokenizer))
                        .toList())
            .toList();
    List<GeneratedSequence> sequences = newcomers.stream().flatMap(List::stream).toList();
    open.addAll(sequences);
    batch.pack(sequences);
    Batches.of(newcomers, points -> points.get(0).prompt().own(), prompts.size(), prefillTokens)
        .forEach(this::read);
  }

  /**
   * Reads prompts.
   *
   * @param sequences of each, at the points of the sweep
   */
  private void read(List<List<GeneratedSequence>> sequences) {
    List<Prompt> prompts = sequences.stream().map(points -> points.get(0).prompt()).toList();
    prefill.run(
        prompts.stream().map(p -> TokenTree.of(p.tokens(), p.shared())).toList(),
        prefix,
        batch.caches(),
        sequences.stream()
            .map(points -> points.stream().flatMap(s -> batch.rows(s).stream()).toList())
            .toList(),
        recurrence.recordsGates()
            || prompts.stream().anyMatch(prompt -> prompt.sampling().isPresent()),
        (point, head, gates) -> {
          for (int i = 0; i < sequences.size(); i++) {
            for (GeneratedSequence sequence : sequences.get(i)) {
              if (sequence.point().equals(point)) {
                sequence.append(head, i, gates);
              }
            }
          }
        });
  }

  private void reportFinished(Consumer<GeneratedSequence> finished) {
    open.removeIf(
        sequence -> {
          if (sequence.finished()) {
            finished.accept(sequence);
          }
          return sequence.finished();
        });
  }

  @Override
  public void close() {
    batch.close();
  }
}
