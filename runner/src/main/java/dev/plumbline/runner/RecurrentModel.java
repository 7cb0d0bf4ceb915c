package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import dev.plumbline.runner.bundle.Architecture;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.ModelException;
import dev.plumbline.runner.bundle.SpecialTokens;
import dev.plumbline.runner.bundle.SpecialTokens.SpecialToken;
import dev.plumbline.runner.onnx.OnnxRuntime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A bundle, loaded, that answers requests at every depth of a sweep in one pass.
 *
 * <p>An answer depends on the bundle, the request, the depth and the initial state alone: not on
 * what it is batched with, on the order of requests, or on threads. Not safe for use by several
 * threads at once.
 */
public final class RecurrentModel implements AutoCloseable {
  /** Tokens that run together: below 64 rows matrix products are slow, above 1000 slower again. */
  private static final int TOKENS_PER_BATCH = 1024;

  /** Prompts whose sequences, one for each depth, decode together. */
  private static final int PROMPTS_PER_BATCH = 64;

  /** Requests that are tokenized at once, so that memory does not grow with their number. */
  private static final int REQUESTS_AT_ONCE = 2048;

  private final Architecture architecture;
  private final ModelOptions options;
  private final Tokenizer tokenizer;
  private final Recurrence recurrence;
  private final Optional<Integer> prefixToken;
  private final Optional<Integer> endToken;
  private final Arena prefixes = new Arena();

  /** How many tokens run together at most, since more did not fit the memory. */
  private long tokensThatFitted = Long.MAX_VALUE;

  RecurrentModel(Bundle bundle, ModelOptions options, Tokenizer tokenizer, Recurrence recurrence) {
    this.architecture = bundle.architecture();
    this.options = options;
    this.tokenizer = tokenizer;
    this.recurrence = recurrence;
    SpecialTokens special = bundle.specialTokens();
    this.endToken = special.eos().map(SpecialToken::id);
    this.prefixToken = special.bos().or(special::eos).map(SpecialToken::id);
  }

  /** The version of ONNX Runtime in use. */
  public static String runtimeVersion() {
    return OnnxRuntime.environment().getVersion();
  }

  /** Loads a bundle; a device that is not there is an error, never a silent fall-back. */
  public static RecurrentModel open(Bundle bundle, ModelOptions options) {
    Tokenizer tokenizer = Tokenizer.open(bundle.file("tokenizer.json"), options.addSpecialTokens());
    try {
      return new RecurrentModel(bundle, options, tokenizer, Sessions.open(bundle, options));
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /**
   * Answers all requests at all depths.
   *
   * @param listener hears each answer once; a request that cannot be answered gives a {@link
   *     Answer.Failed} at every depth and the others go on
   * @return what it cost, by iterations
   * @throws ModelException if the model cannot be run at all
   */
  public Map<Integer, Usage> answer(
      List<? extends Request> requests, Sweep sweep, AnswerListener listener) {
    UsageMeter meter = new UsageMeter();
    try {
      for (int from = 0; from < requests.size(); from += REQUESTS_AT_ONCE) {
        int first = from;
        List<? extends Request> window =
            requests.subList(first, Math.min(first + REQUESTS_AT_ONCE, requests.size()));
        AnswerListener inWindow =
            (request, r, answer, reading) -> listener.answered(first + request, r, answer, reading);
        score(window, sweep, meter, inWindow);
        generate(window, sweep, meter, inWindow);
      }
    } catch (MemoryShortage e) {
      throw new ModelException(
          e.getMessage() + "; one document alone does not fit, give the process more memory", e);
    } catch (OrtException e) {
      throw new ModelException(
          "ONNX Runtime could not run the model: %s; a smaller batch size may help"
              .formatted(e.getMessage().lines().findFirst().orElse("")),
          e);
    }
    return meter.usage(architecture);
  }

  /**
   * Ends profiling.
   *
   * @return where the time of all calls went, longest first
   * @throws IllegalStateException if the model was not opened with {@link ModelOptions#profile}
   */
  public List<OperatorTime> profile() {
    if (!options.profile()) {
      throw new IllegalStateException("this model was opened without profiling");
    }
    try {
      return recurrence.profile();
    } catch (OrtException e) {
      throw new ModelException("ONNX Runtime has no profile: " + e.getMessage(), e);
    }
  }

  private void score(
      List<? extends Request> requests, Sweep sweep, UsageMeter meter, AnswerListener listener)
      throws OrtException {
    for (Group<ScoringRow> group :
        groups(
            requests,
            Request.Loglikelihood.class,
            (request, prefix) ->
                ScoringRow.of(request, tokenizer, prefix, prefixToken, architecture.blockSize()),
            sweep,
            listener)) {
      Scorer scorer = new Scorer(architecture, recurrence);
      List<Integer> lengths = group.items.stream().map(row -> row.tree().size()).toList();
      int most = options.batchSize().orElse(Integer.MAX_VALUE);
      long tokens = options.batchSize().isPresent() ? tokensThatFit() : TOKENS_PER_BATCH;
      try (Arena.Frame memory = prefixes.frame();
          SharedPrefix prefix = group.prefix(memory, sweep, meter)) {
        for (List<Integer> batch : Batches.of(lengths, most, Math.min(tokens, tokensThatFit()))) {
          score(scorer, group, batch, prefix, sweep, meter, listener);
        }
      }
    }
  }

  /** Scores requests together, or in halves where they do not fit the memory. */
  private void score(
      Scorer scorer,
      Group<ScoringRow> group,
      List<Integer> batch,
      SharedPrefix prefix,
      Sweep sweep,
      UsageMeter meter,
      AnswerListener listener)
      throws OrtException {
    List<ScoringRow> rows = batch.stream().map(group.items::get).toList();
    long tokens = rows.stream().mapToLong(row -> row.tree().size()).sum();
    if (batch.size() > 1 && tokens > tokensThatFitted) {
      scoreHalves(scorer, group, batch, prefix, sweep, meter, listener);
      return;
    }
    // Told when all are there: a pass that fails half way begins again.
    List<Runnable> answers = new ArrayList<>();
    try {
      MemoryShortage.watch(
          () ->
              scorer.score(
                  rows,
                  prefix,
                  sweep,
                  meter,
                  (row, r, answer) ->
                      answers.add(
                          () ->
                              listener.answered(
                                  group.requests.get(batch.get(row)),
                                  r,
                                  answer,
                                  rows.get(row).reading(group.sharedTokens.size())))));
    } catch (MemoryShortage e) {
      if (batch.size() == 1) {
        failed(group.requests.get(batch.get(0)), e, sweep, listener);
        return;
      }
      tokensThatFitted = tokens / 2;
      scoreHalves(scorer, group, batch, prefix, sweep, meter, listener);
      return;
    }
    answers.forEach(Runnable::run);
  }

  private void scoreHalves(
      Scorer scorer,
      Group<ScoringRow> group,
      List<Integer> batch,
      SharedPrefix prefix,
      Sweep sweep,
      UsageMeter meter,
      AnswerListener listener)
      throws OrtException {
    int half = (batch.size() + 1) / 2;
    score(scorer, group, batch.subList(0, half), prefix, sweep, meter, listener);
    score(scorer, group, batch.subList(half, batch.size()), prefix, sweep, meter, listener);
  }

  private void generate(
      List<? extends Request> requests, Sweep sweep, UsageMeter meter, AnswerListener listener)
      throws OrtException {
    for (Group<Prompt> group :
        groups(
            requests,
            Request.Generation.class,
            (request, prefix) ->
                Prompt.of(request, tokenizer, prefix, prefixToken, architecture.blockSize()),
            sweep,
            listener)) {
      try (Arena.Frame memory = prefixes.frame();
          SharedPrefix prefix = group.prefix(memory, sweep, meter)) {
        generate(group, prefix, sweep, meter, listener);
      }
    }
  }

  /** Generates; fewer prompts decode together where more do not fit the memory. */
  private void generate(
      Group<Prompt> group,
      SharedPrefix prefix,
      Sweep sweep,
      UsageMeter meter,
      AnswerListener listener)
      throws OrtException {
    long together =
        Math.max(
            1,
            Math.min(
                options.batchSize().orElse(PROMPTS_PER_BATCH), promptsThatFit(group.items, sweep)));
    // Longest first, as the generator takes them: what was in flight alone is the first that lacks.
    List<Integer> lengths = group.items.stream().map(Prompt::own).toList();
    List<Integer> open =
        new ArrayList<>(Batches.of(lengths, Integer.MAX_VALUE, Long.MAX_VALUE).get(0));
    Map<Integer, Set<Integer>> told = new HashMap<>();
    while (!open.isEmpty()) {
      List<Integer> asked = List.copyOf(open);
      Generator generator =
          new Generator(
              architecture,
              recurrence,
              tokenizer,
              endToken,
              (int) Math.min(Math.min(TOKENS_PER_BATCH, tokensThatFit()), tokensThatFitted),
              (int) together);
      try {
        MemoryShortage.watch(
            () ->
                generator.generate(
                    asked.stream().map(group.items::get).toList(),
                    prefix,
                    sweep,
                    meter,
                    (prompt, sequence) -> {
                      int item = asked.get(prompt);
                      int r = sequence.iterations();
                      if (told.computeIfAbsent(item, i -> new HashSet<>()).add(r)) {
                        Reading reading = sequence.reading(group.sharedTokens.size());
                        listener.answered(group.requests.get(item), r, sequence.answer(), reading);
                      }
                    }));
        return;
      } catch (MemoryShortage e) {
        open.removeIf(
            item -> told.getOrDefault(item, Set.of()).size() == sweep.iterations().size());
        if (together > 1) {
          together = together / 2;
          tokensThatFitted = Math.min(tokensThatFitted, TOKENS_PER_BATCH) / 2;
        } else if (!open.isEmpty()) {
          int item = open.remove(0);
          for (int r : sweep.iterations()) {
            if (!told.getOrDefault(item, Set.of()).contains(r)) {
              listener.answered(
                  group.requests.get(item), r, new Answer.Failed(e.getMessage()), Reading.NONE);
            }
          }
        }
      }
    }
  }

  /** Requests of one kind that begin alike, tokenized. */
  private final class Group<T> {
    private final List<Integer> sharedTokens;

    /** Their indices in the caller's list. */
    private final List<Integer> requests = new ArrayList<>();

    private final List<T> items = new ArrayList<>();

    Group(String sharedPrefix) {
      sharedTokens =
          sharedPrefix.isEmpty()
              ? List.of()
              : SharedPrefix.worthwhile(tokenizer.encode(sharedPrefix));
    }

    SharedPrefix prefix(Arena.Frame memory, Sweep sweep, UsageMeter meter) throws OrtException {
      Prefill prefill = new Prefill(architecture, recurrence, sweep, meter);
      SharedPrefix[] prefix = new SharedPrefix[1];
      MemoryShortage.watch(
          () -> prefix[0] = SharedPrefix.of(sharedTokens, memory, architecture, prefill));
      return prefix[0];
    }
  }

  /** By what they share, in the order of their first requests. */
  private <R extends Request, T> List<Group<T>> groups(
      List<? extends Request> requests,
      Class<R> kind,
      BiFunction<R, List<Integer>, T> tokenized,
      Sweep sweep,
      AnswerListener listener) {
    Map<String, Group<T>> groups = new LinkedHashMap<>();
    for (int i = 0; i < requests.size(); i++) {
      if (kind.isInstance(requests.get(i))) {
        R request = kind.cast(requests.get(i));
        Group<T> group = groups.computeIfAbsent(request.sharedPrefix(), Group::new);
        try {
          group.items.add(tokenized.apply(request, group.sharedTokens));
          group.requests.add(i);
        } catch (UnanswerableException e) {
          failed(i, e, sweep, listener);
        }
      }
    }
    groups.values().removeIf(group -> group.items.isEmpty());
    return List.copyOf(groups.values());
  }

  private static void failed(
      int request, RuntimeException e, Sweep sweep, AnswerListener listener) {
    for (int r : sweep.iterations()) {
      listener.answered(request, r, new Answer.Failed(e.getMessage()), Reading.NONE);
    }
  }

  /** How many tokens' activations, keys, values and logits the memory budget holds. */
  private long tokensThatFit() {
    Architecture a = architecture;
    int layers = Math.max(a.preludeLayers(), Math.max(a.coreLayers(), a.codaLayers()));
    long floats =
        2L * layers * a.nEmbd() + 12L * a.nEmbd() + 4L * a.intermediateSize() + 2L * a.vocabSize();
    return Math.max(1, options.memoryBudget() / (floats * Float.BYTES));
  }

  /** How many prompts' sequences at all depths the memory budget holds, while they move, too. */
  private long promptsThatFit(List<Prompt> prompts, Sweep sweep) {
    int capacity = prompts.stream().mapToInt(Prompt::capacity).max().orElseThrow();
    long bytes =
        sweep.iterations().stream()
            .mapToLong(r -> SequenceCaches.bytesPerSequence(architecture, r, capacity))
            .sum();
    return options.memoryBudget() / (2 * bytes);
  }

  @Override
  public void close() {
    tokenizer.close();
    try {
      recurrence.close();
    } catch (OrtException e) {
      throw new ModelException("ONNX Runtime could not release the model: " + e.getMessage(), e);
    }
  }
}
