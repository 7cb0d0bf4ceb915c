package dev.plumbline.runner.adaptive;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.Usage;
import dev.plumbline.runner.backend.Arena;
import dev.plumbline.runner.backend.MemoryShortage;
import dev.plumbline.runner.batch.Batches;
import dev.plumbline.runner.batch.MemoryBudget;
import dev.plumbline.runner.batch.PackedBatch;
import dev.plumbline.runner.bundle.CacheShape;
import dev.plumbline.runner.cache.LookupCaches;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.decode.Prompt;
import dev.plumbline.runner.recurrence.Recurrence;
import dev.plumbline.runner.recurrence.Stopwatch;
import dev.plumbline.runner.recurrence.SweepRun;
import dev.plumbline.runner.score.RowScorer;
import dev.plumbline.runner.score.ScoringBatches;
import dev.plumbline.runner.score.ScoringRow;
import dev.plumbline.runner.tokenizer.Tokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Answers requests at points whose tokens go their own ways. A request's answer does not depend on
 * what it is batched with: rows share no arithmetic, and each token's course is its own.
 */
public final class AdaptiveAnswers {
  /** Requests whose sequences decode together. */
  private static final int TOGETHER = 64;

  private final Recurrence recurrence;
  private final Tokenizer tokenizer;
  private final MemoryBudget budget;
  private final SweepRun run;
  private final OptionalInt batchSize;

  /**
   * @param run of points that are neither fixed nor expected
   * @param batchSize requests that run together, if the budget holds them; absent: {@value
   *     #TOGETHER}
   */
  public AdaptiveAnswers(
      Recurrence recurrence,
      Tokenizer tokenizer,
      MemoryBudget budget,
      SweepRun run,
      OptionalInt batchSize) {
    this.recurrence = recurrence;
    this.tokenizer = tokenizer;
    this.budget = budget;
    this.run = run;
    this.batchSize = batchSize;
  }

  public void score(List<ScoringRow> rows) {
    try (Arena.Frame memory = recurrence.newArena().frame();
        SharedPrefix none = SharedPrefix.none(memory, recurrence.shape().caches())) {
      for (Rule rule : rules()) {
        List<ScoringRow> inOnePass =
            rows.stream().filter(row -> AdaptiveScorer.serves(rule, row)).toList();
        SweepRun own = new SweepRun(new Sweep(List.of(rule.point())), run.meter(), run.listener());
        RowScorer scorer = new AdaptiveScorer(recurrence, own, rule);
        new ScoringBatches(scorer, none, budget, own).score(inOnePass, batchSize);
      }
    }
    byIterations()
        .values()
        .forEach(
            rules ->
                rows.stream()
                    .collect(
                        Collectors.groupingBy(
                            row ->
                                rules.stream()
                                    .filter(rule -> !AdaptiveScorer.serves(rule, row))
                                    .toList(),
                            LinkedHashMap::new,
                            Collectors.toList()))
                    .forEach(
                        (left, some) ->
                            answer(some.stream().map(row -> asker(row, left)).toList(), left)));
  }

  public void generate(List<Prompt> prompts) {
    byIterations()
        .values()
        .forEach(
            rules -> answer(prompts.stream().map(prompt -> asker(prompt, rules)).toList(), rules));
  }

  private static Supplier<Plan> asker(ScoringRow row, List<Rule> rules) {
    return () -> Plan.of(row, rules);
  }

  private Supplier<Plan> asker(Prompt prompt, List<Rule> rules) {
    return () -> Plan.of(prompt, rules, tokenizer);
  }

  private List<Rule> rules() {
    return run.sweep().points().stream().map(Rule::of).toList();
  }

  private Map<Integer, List<Rule>> byIterations() {
    return rules().stream()
        .collect(Collectors.groupingBy(Rule::iterations, LinkedHashMap::new, Collectors.toList()));
  }

  /** Answers all, fewer together where the memory does not hold more. */
  private void answer(List<Supplier<Plan>> askers, List<Rule> rules) {
    if (rules.isEmpty()) {
      return;
    }
    List<Asked> open =
        Batches.longestFirst(
            askers.stream().map(asker -> new Asked(asker)).toList(), Asked::longestContext);
    long bytes = open.stream().mapToLong(this::bytes).max().orElse(0);
    int together = batchSize.orElse(TOGETHER);
    if (bytes > 0) {
      long read = budget.tokens();
      together = (int) Math.max(1, Math.min(together, budget.prompts(bytes, read, read)));
    }
    while (!open.isEmpty()) {
      int most = together;
      List<Asked> tried = open;
      try {
        MemoryShortage.watch(() -> answer(tried, rules, most));
        return;
      } catch (MemoryShortage e) {
        // What has no answer yet begins anew; it says the same.
        List<Asked> left =
            new ArrayList<>(open.stream().filter(asked -> !asked.reported(rules)).toList());
        if (together > 1) {
          together = together / 2;
          budget.didNotFit(Batches.TOKENS);
        } else if (!left.isEmpty()) {
          Asked failed = left.remove(0);
          rules.forEach(
              rule -> report(failed, rule, new Answer.Failed(e.getMessage()), Usage.NONE));
        }
        left.forEach(Asked::restart);
        open = left;
      }
    }
  }

  /** What the sequences of a request keep at all points. */
  private long bytes(Asked asked) {
    CacheShape shape = recurrence.shape().caches();
    return asked
        .sequences()
        .filter(AdaptiveSequence::readsOn)
        .mapToLong(
            sequence ->
                LookupCaches.bytesPerSequence(
                    shape,
                    sequence.rule().lookup(),
                    sequence.rule().iterations(),
                    sequence.rule().depths(),
                    PackedBatch.roundUp(sequence.slots())))
        .sum();
  }

  private void answer(List<Asked> longestFirst, List<Rule> rules, int together) {
    Deque<Asked> waiting = new ArrayDeque<>(longestFirst);
    List<Asked> open = new ArrayList<>();
    Map<List<Object>, AdaptiveBatch> batches = new LinkedHashMap<>();
    try {
      while (!waiting.isEmpty() || !open.isEmpty()) {
        if (!waiting.isEmpty() && open.size() * 2 <= together) {
          List<Asked> admitted = new ArrayList<>();
          while (open.size() + admitted.size() < together && !waiting.isEmpty()) {
            admitted.add(waiting.remove());
          }
          open.addAll(admitted);
          admit(admitted, rules, batches);
        } else {
          batches.values().forEach(this::step);
        }
        open.removeIf(
            asked -> {
              for (Rule rule : rules) {
                if (asked.finished(rule)) {
                  report(asked, rule, asked.answer(rule), asked.usage(rule));
                }
              }
              return asked.reported(rules);
            });
      }
    } finally {
      batches.values().forEach(AdaptiveBatch::close);
    }
  }

  /** Takes requests in and reads their prompts. */
  private void admit(
      List<Asked> admitted, List<Rule> rules, Map<List<Object>, AdaptiveBatch> batches) {
    Stopwatch stopwatch = new Stopwatch();
    Map<List<Object>, List<AdaptiveSequence>> newcomers =
        admitted.stream()
            .flatMap(Asked::sequences)
            .filter(AdaptiveSequence::readsOn)
            .collect(
                Collectors.groupingBy(
                    sequence -> List.of(sequence.rule().lookup(), sequence.rule().depths()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    newcomers.forEach(
        (alike, sequences) ->
            batches
                .computeIfAbsent(
                    alike, key -> new AdaptiveBatch(recurrence, sequences.get(0).rule()))
                .pack(sequences));
    long tokens = Math.min(Batches.TOKENS, Math.min(budget.tokens(), budget.tokensThatFitted()));
    List<Reading> readings = admitted.stream().flatMap(asked -> asked.readings().stream()).toList();
    AdaptivePrefill prefill = new AdaptivePrefill(recurrence);
    Batches.of(
            Batches.longestFirst(readings, reading -> reading.context().size()),
            reading -> reading.context().size(),
            readings.size(),
            tokens)
        .forEach(some -> prefill.run(some, rules.get(0).iterations()));
    long nanos = stopwatch.lap();
    rules.forEach(rule -> run.meter().add(rule.point(), 0, 0, nanos));
  }

  private void step(AdaptiveBatch batch) {
    List<AdaptiveSequence> sequences = batch.unfinished();
    if (sequences.isEmpty()) {
      return;
    }
    Stopwatch stopwatch = new Stopwatch();
    if (batch.needsPacking()) {
      batch.pack(List.of());
    }
    int most = recurrence.shape().blockSize();
    for (int first = 0; first < sequences.size(); first += most) {
      int end = Math.min(first + most, sequences.size());
      try (AdaptiveStep step = new AdaptiveStep(recurrence, batch)) {
        step.run(sequences.subList(first, end));
      }
    }
    long nanos = stopwatch.lap();
    long iterations = sequences.stream().mapToLong(AdaptiveSequence::lastIterations).sum();
    for (AdaptiveSequence sequence : sequences) {
      long share = nanos * sequence.lastIterations() / iterations;
      run.meter().add(sequence.rule().point(), 0, 0, share);
    }
  }

  private void report(Asked asked, Rule rule, Answer answer, Usage usage) {
    if (asked.markReported(rule)) {
      run.meter().add(rule.point(), usage.tokens(), usage.visibleKeys(), usage.work(), 0);
      run.listener().answered(asked.request(), rule.point(), answer, usage);
    }
  }
}
