package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import dev.plumbline.runner.bundle.Architecture;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.ModelException;
import dev.plumbline.runner.bundle.SpecialTokens;
import dev.plumbline.runner.bundle.SpecialTokens.SpecialToken;
import dev.plumbline.runner.onnx.OnnxRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** Sequences that decode together. */
  private static final int SEQUENCES_PER_BATCH = 64;

  private final Architecture architecture;
  private final ModelOptions options;
  private final Tokenizer tokenizer;
  private final Recurrence recurrence;
  private final Optional<Integer> prefixToken;
  private final Optional<Integer> endToken;

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

  private void score(
      List<? extends Request> requests, Sweep sweep, UsageMeter meter, AnswerListener listener)
      throws OrtException {
    List<ScoringRow> rows = new ArrayList<>();
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      if (requests.get(i) instanceof Request.Loglikelihood request) {
        try {
          rows.add(ScoringRow.of(request, tokenizer, prefixToken, architecture.blockSize()));
          indices.add(i);
        } catch (UnanswerableException e) {
          failed(i, e, sweep, listener);
        }
      }
    }
    Scorer scorer = new Scorer(architecture, recurrence);
    List<Integer> lengths = rows.stream().map(row -> row.tree().size()).toList();
    int most = options.batchSize().orElse(Integer.MAX_VALUE);
    long tokens = options.batchSize().isPresent() ? tokensThatFit() : TOKENS_PER_BATCH;
    for (List<Integer> batch : Batches.of(lengths, most, Math.min(tokens, tokensThatFit()))) {
      scorer.score(
          batch.stream().map(rows::get).toList(),
          sweep,
          meter,
          (row, iterations, answer) -> {
            int request = batch.get(row);
            listener.answered(
                indices.get(request), iterations, answer, rows.get(request).truncated());
          });
    }
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

  private void generate(
      List<? extends Request> requests, Sweep sweep, UsageMeter meter, AnswerListener listener)
      throws OrtException {
    List<Prompt> prompts = new ArrayList<>();
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      if (requests.get(i) instanceof Request.Generation request) {
        try {
          prompts.add(Prompt.of(request, tokenizer, prefixToken, architecture.blockSize()));
          indices.add(i);
        } catch (UnanswerableException e) {
          failed(i, e, sweep, listener);
        }
      }
    }
    int prefillTokens = (int) Math.min(TOKENS_PER_BATCH, tokensThatFit());
    Generator generator =
        new Generator(architecture, recurrence, tokenizer, endToken, prefillTokens);
    List<Integer> lengths = prompts.stream().map(p -> p.tokens().size()).toList();
    int capacity = prompts.stream().mapToInt(Prompt::capacity).max().orElse(0);
    long fitting =
        options.memoryBudget()
            / Math.max(1, GenerationCaches.bytesPerRow(architecture, sweep, capacity));
    int most = options.batchSize().orElse(SEQUENCES_PER_BATCH);
    for (List<Integer> batch :
        Batches.of(lengths, (int) Math.max(1, Math.min(most, fitting)), Long.MAX_VALUE)) {
      generator.generate(
          batch.stream().map(prompts::get).toList(),
          sweep,
          meter,
          (row, iterations, answer) -> {
            int request = batch.get(row);
            listener.answered(
                indices.get(request), iterations, answer, prompts.get(request).truncated());
          });
    }
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
