package dev.plumbline.runner.decode;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Speculation;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import dev.plumbline.runner.backend.MemoryShortage;
import dev.plumbline.runner.batch.Batches;
import dev.plumbline.runner.batch.MemoryBudget;
import dev.plumbline.runner.cache.SequenceCaches;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.recurrence.Recurrence;
import dev.plumbline.runner.recurrence.SweepRun;
import dev.plumbline.runner.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Generates for prompts; fewer decode together where the memory does not hold more. */
public final class GenerationBatches {
  /** Prompts whose sequences, one for each point of the sweep, decode together. */
  private static final int PROMPTS = 64;

  private final Recurrence recurrence;
  private final Tokenizer tokenizer;
  private final SharedPrefix prefix;
  private final MemoryBudget budget;
  private final SweepRun run;
  private final Optional<Speculation> speculation;
  private final DraftLedger ledger;

  /** The points at which a prompt's answer has been reported. */
  private final Map<Prompt, Set<SweepPoint>> reported = new HashMap<>();

  /**
   * For one group of requests.
   *
   * @param prefix that all prompts stand behind, with a draft's keys and values
   * @param speculation how all points' tokens are drafted
   * @param ledger hears what came of it
   */
  public GenerationBatches(
      Recurrence recurrence,
      Tokenizer tokenizer,
      SharedPrefix prefix,
      MemoryBudget budget,
      SweepRun run,
      Optional<Speculation> speculation,
      DraftLedger ledger) {
    this.recurrence = recurrence;
    this.tokenizer = tokenizer;
    this.prefix = prefix;
    this.budget = budget;
    this.run = run;
    // All points of a prompt go into one call.
    int most = recurrence.shape().blockSize() / run.sweep().points().size() - 1;
    this.speculation =
        speculation.map(
            how -> new Speculation(how.depth(), Math.max(1, Math.min(how.lookahead(), most))));
    this.ledger = ledger;
  }

  /**
   * Generates for all.
   *
   * @param batchSize prompts that decode together, if the budget holds them; absent: {@value
   *     #PROMPTS}
   */
  public void generate(List<Prompt> prompts, OptionalInt batchSize) {
    int rows = recurrence.shape().blockSize() / run.sweep().points().size() / tokensOfRow();
    long own = prompts.stream().mapToInt(Prompt::own).max().orElseThrow();
    long read = Math.max(own, Math.min(Batches.TOKENS, budget.tokens()));
    long fitting =
        Math.min(rows, budget.prompts(bytesPerPrompt(prompts), read, prefix.tokens() + own));
    int together = (int) Math.max(1, Math.min(batchSize.orElse(PROMPTS), fitting));
    // After a shortage, what was in flight alone is the first that lacks an answer.
    List<Prompt> open = new ArrayList<>(Batches.longestFirst(prompts, Prompt::own));
    while (!open.isEmpty()) {
      try {
        generate(List.copyOf(open), together);
        return;
      } catch (MemoryShortage e) {
        open.removeIf(
            prompt ->
                reported.getOrDefault(prompt, Set.of()).size() == run.sweep().points().size());
        if (together > 1) {
          together = together / 2;
          budget.didNotFit(Batches.TOKENS);
        } else if (!open.isEmpty()) {
          Prompt prompt = open.remove(0);
          for (SweepPoint point : run.sweep().points()) {
            report(prompt, point, new Answer.Failed(e.getMessage()), Usage.NONE);
          }
        }
      }
    }
  }

  /** What the sequences of a prompt keep at all points, for the prompt that keeps most. */
  private long bytesPerPrompt(List<Prompt> prompts) {
    int capacity = prompts.stream().mapToInt(Prompt::capacity).max().orElseThrow();
    return run.sweep().points().stream()
        .mapToLong(
            point ->
                SequenceCaches.bytesPerSequence(
                    recurrence.shape().caches(), point.iterations(), draftCodas(), capacity))
        .sum();
  }

  /** The most tokens of a sequence in a call. */
  private int tokensOfRow() {
    return speculation.map(Speculation::lookahead).orElse(0) + 1;
  }

  private int draftCodas() {
    return speculation.isPresent() ? 1 : 0;
  }

  private void generate(List<Prompt> prompts, int together) {
    long fitting = Math.min(budget.tokens(), budget.tokensThatFitted());
    int tokens = (int) Math.min(Batches.TOKENS, fitting);
    MemoryShortage.watch(
        () -> {
          try (Generator generator =
              new Generator(
                  recurrence, tokenizer, prefix, run, speculation, ledger, tokens, together)) {
            generator.generate(
                prompts,
                sequence ->
                    report(
                        sequence.prompt(),
                        sequence.point(),
                        sequence.answer(),
                        sequence.usage(prefix.tokens())));
          }
        });
  }

  /** Once for each prompt and point: what is generated again says the same. */
  private void report(Prompt prompt, SweepPoint point, Answer answer, Usage usage) {
    if (reported.computeIfAbsent(prompt, p -> new HashSet<>()).add(point)) {
      run.listener().answered(prompt.request(), point, answer, usage);
    }
  }
}
