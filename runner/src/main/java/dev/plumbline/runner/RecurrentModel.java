package dev.plumbline.runner;

import ai.onnxruntime.OrtException;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Architecture;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.SpecialTokens;
import dev.plumbline.runner.bundle.SpecialTokens.SpecialToken;
import dev.plumbline.runner.onnx.OnnxRuntime;
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
  /** Requests that are tokenized at once, so that memory does not grow with their number. */
  private static final int REQUESTS_AT_ONCE = 2048;

  private final Architecture architecture;
  private final ModelOptions options;
  private final Tokenizer tokenizer;
  private final Recurrence recurrence;
  private final Optional<Integer> prefixToken;
  private final Optional<Integer> endToken;
  private final MemoryBudget budget;
  private final Arena prefixes = new Arena();

  RecurrentModel(Bundle bundle, ModelOptions options, Tokenizer tokenizer, Recurrence recurrence) {
    this.architecture = bundle.architecture();
    this.options = options;
    this.tokenizer = tokenizer;
    this.recurrence = recurrence;
    this.budget = new MemoryBudget(architecture, options.memoryBudget());
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
   * @throws PlumblineException if the model cannot be run at all
   */
  public Map<Integer, Usage> answer(
      List<? extends Request> requests, Sweep sweep, AnswerListener listener) {
    Pass pass = new Pass(sweep, new UsageMeter(), listener);
    try {
      for (int first = 0; first < requests.size(); first += REQUESTS_AT_ONCE) {
        List<? extends Request> window =
            requests.subList(first, Math.min(first + REQUESTS_AT_ONCE, requests.size()));
        score(window, pass.from(first));
        generate(window, pass.from(first));
      }
    } catch (MemoryShortage e) {
      throw new PlumblineException(
          e.getMessage() + "; one document alone does not fit, give the process more memory", e);
    } catch (OrtException e) {
      throw new PlumblineException(
          "ONNX Runtime could not run the model: %s; a smaller batch size may help"
              .formatted(e.getMessage().lines().findFirst().orElse("")),
          e);
    }
    return pass.meter().usage(architecture);
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
      throw new PlumblineException("ONNX Runtime has no profile: " + e.getMessage(), e);
    }
  }

  private void score(List<? extends Request> requests, Pass pass) throws OrtException {
    Scorer scorer = new Scorer(architecture, recurrence);
    for (RequestGroup<ScoringRow> group :
        RequestGroup.of(
            requests,
            Request.Loglikelihood.class,
            tokenizer,
            (request, prefix) ->
                ScoringRow.of(request, tokenizer, prefix, prefixToken, architecture.blockSize()),
            pass)) {
      try (Arena.Frame memory = prefixes.frame();
          SharedPrefix prefix = group.prefix(memory, architecture, recurrence, pass)) {
        new ScoringBatches(scorer, group, prefix, budget, pass).score(options.batchSize());
      }
    }
  }

  private void generate(List<? extends Request> requests, Pass pass) throws OrtException {
    for (RequestGroup<Prompt> group :
        RequestGroup.of(
            requests,
            Request.Generation.class,
            tokenizer,
            (request, prefix) ->
                Prompt.of(request, tokenizer, prefix, prefixToken, architecture.blockSize()),
            pass)) {
      try (Arena.Frame memory = prefixes.frame();
          SharedPrefix prefix = group.prefix(memory, architecture, recurrence, pass)) {
        new GenerationBatches(this::generator, group, prefix, budget, pass)
            .generate(options.batchSize());
      }
    }
  }

  private Generator generator(int tokens, int prompts) {
    return new Generator(architecture, recurrence, tokenizer, endToken, tokens, prompts);
  }

  @Override
  public void close() {
    tokenizer.close();
    try {
      recurrence.close();
    } catch (OrtException e) {
      throw new PlumblineException(
          "ONNX Runtime could not release the model: " + e.getMessage(), e);
    }
  }
}
