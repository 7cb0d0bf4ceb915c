package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import dev.plumbline.runner.bundle.Architecture;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.ModelException;
import dev.plumbline.runner.bundle.SpecialTokens;
import dev.plumbline.runner.bundle.SpecialTokens.SpecialToken;
import dev.plumbline.runner.onnx.OnnxRuntime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final Architecture architecture;
  private final ModelOptions options;
  private final Tokenizer tokenizer;
  private final Recurrence recurrence;
  private final Optional<Integer> prefixToken;
  private final Optional<Integer> endToken;
  private final Arena prefixes = new Arena();

  private RecurrentModel(
      Bundle bundle, ModelOptions options, Tokenizer tokenizer, Recurrence recurrence) {
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
      score(requests, sweep, meter, listener);
      generate(requests, sweep, meter, listener);
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
          List<ScoringRow> rows = batch.stream().map(group.items::get).toList();
          scorer.score(
              rows,
              prefix,
              sweep,
              meter,
              (row, iterations, answer) ->
                  listener.answered(
                      group.requests.get(batch.get(row)),
                      iterations,
                      answer,
                      rows.get(row).truncated()));
        }
      }
    }
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
      int prefillTokens = (int) Math.min(TOKENS_PER_BATCH, tokensThatFit());
      int together =
          (int)
              Math.min(
                  options.batchSize().orElse(PROMPTS_PER_BATCH),
                  promptsThatFit(group.items, sweep));
      Generator generator =
          new Generator(
              architecture, recurrence, tokenizer, endToken, prefillTokens, Math.max(1, together));
      try (Arena.Frame memory = prefixes.frame();
          SharedPrefix prefix = group.prefix(memory, sweep, meter)) {
        generator.generate(
            group.items,
            prefix,
            sweep,
            meter,
            (prompt, iterations, answer) ->
                listener.answered(
                    group.requests.get(prompt),
                    iterations,
                    answer,
                    group.items.get(prompt).truncated()));
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
      return SharedPrefix.of(sharedTokens, memory, architecture, prefill);
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
      int request, UnanswerableException e, Sweep sweep, AnswerListener listener) {
    for (int r : sweep.iterations()) {
      listener.answered(request, r, new Answer.Failed(e.getMessage()), false);
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
