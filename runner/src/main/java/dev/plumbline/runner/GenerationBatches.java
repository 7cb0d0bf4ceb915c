package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Generates for a group of requests; fewer decode together where the memory does not hold more. */
final class GenerationBatches {
  /** Prompts whose sequences, one for each depth, decode together. */
  private static final int PROMPTS = 64;

  interface Generators {
    /**
     * Makes a generator.
     *
     * @param tokens of prompts that are read together, at most
     * @param prompts whose sequences decode together, at most
     */
    Generator of(int tokens, int prompts);
  }

  private final Generators generators;
  private final RequestGroup<Prompt> group;
  private final SharedPrefix prefix;
  private final MemoryBudget budget;
  private final Pass pass;

  /** By item, at which depths its answer has been told. */
  private final Map<Integer, Set<Integer>> told = new HashMap<>();

  GenerationBatches(
      Generators generators,
      RequestGroup<Prompt> group,
      SharedPrefix prefix,
      MemoryBudget budget,
      Pass pass) {
    this.generators = generators;
    this.group = group;
    this.prefix = prefix;
    this.budget = budget;
    this.pass = pass;
  }

  /**
   * Generates for all.
   *
   * @param batchSize prompts that decode together, if the budget holds them; absent: {@value
   *     #PROMPTS}
   */
  void generate(OptionalInt batchSize) throws OrtException {
    long fitting = budget.prompts(group.items(), pass.sweep());
    int together = (int) Math.max(1, Math.min(batchSize.orElse(PROMPTS), fitting));
    // Longest first, as the generator takes them: what was in flight alone is the first that lacks.
    List<Integer> lengths = group.items().stream().map(Prompt::own).toList();
    List<Integer> open =
        new ArrayList<>(Batches.of(lengths, Integer.MAX_VALUE, Long.MAX_VALUE).get(0));
    while (!open.isEmpty()) {
      try {
        generate(List.copyOf(open), together);
        return;
      } catch (MemoryShortage e) {
        open.removeIf(
            item -> told.getOrDefault(item, Set.of()).size() == pass.sweep().iterations().size());
        if (together > 1) {
          together = together / 2;
          budget.didNotFit(ScoringBatches.TOKENS);
        } else if (!open.isEmpty()) {
          int item = open.remove(0);
          for (int r : pass.sweep().iterations()) {
            tell(item, r, new Answer.Failed(e.getMessage()), Reading.NONE);
          }
        }
      }
    }
  }

  private void generate(List<Integer> items, int together) throws OrtException {
    long tokens = Math.min(budget.tokens(), budget.tokensThatFitted());
    Generator generator = generators.of((int) Math.min(ScoringBatches.TOKENS, tokens), together);
    List<Prompt> prompts = items.stream().map(group.items()::get).toList();
    MemoryShortage.watch(
        () ->
            generator.generate(
                prompts,
                prefix,
                pass.sweep(),
                pass.meter(),
                (prompt, sequence) ->
                    tell(
                        items.get(prompt),
                        sequence.iterations(),
                        sequence.answer(),
                        sequence.reading(group.sharedTokens().size()))));
  }

  /** Once for each item and depth: what is generated again says the same. */
  private void tell(int item, int r, Answer answer, Reading reading) {
    if (told.computeIfAbsent(item, i -> new HashSet<>()).add(r)) {
      pass.listener().answered(group.requests().get(item), r, answer, reading);
    }
  }
}
