package dev.plumbline.runner;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Cost;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Speculation;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.runner.adaptive.AdaptiveAnswers;
import dev.plumbline.runner.backend.Backend;
import dev.plumbline.runner.backend.BackendException;
import dev.plumbline.runner.backend.DeviceBackend;
import dev.plumbline.runner.backend.HostBackend;
import dev.plumbline.runner.backend.MemoryShortage;
import dev.plumbline.runner.backend.OnnxRuntime;
import dev.plumbline.runner.batch.MemoryBudget;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Model;
import dev.plumbline.runner.cache.SharedPrefix;
import dev.plumbline.runner.decode.DraftLedger;
import dev.plumbline.runner.decode.GenerationBatches;
import dev.plumbline.runner.decode.Prompt;
import dev.plumbline.runner.network.TruncatedNormal;
import dev.plumbline.runner.recurrence.CostMeter;
import dev.plumbline.runner.recurrence.InitialStates;
import dev.plumbline.runner.recurrence.Recurrence;
import dev.plumbline.runner.recurrence.SweepRun;
import dev.plumbline.runner.score.RequestParts;
import dev.plumbline.runner.score.ScoringBatches;
import dev.plumbline.runner.score.ScoringRow;
import dev.plumbline.runner.tokenizer.SharedTokens;
import dev.plumbline.runner.tokenizer.Tokenizer;
import dev.plumbline.runner.tokenizer.UnanswerableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A bundle, loaded, that answers requests at every point of a sweep in one pass.
 *
 * <p>An answer depends on the bundle, the request, the point and the initial state alone: not on
 * what it is batched with, on the order of requests, or on threads. A model is not safe for use by
 * several threads at once; several models are, each by a thread of its own.
 */
public final class RecurrentModel implements AutoCloseable {
  /** Requests that are tokenized at once, so that memory does not grow with their number. */
  private static final int REQUESTS_AT_ONCE = 2048;

  private final Bundle bundle;
  private final ModelOptions options;
  private final Backend backend;
  private final Recurrence recurrence;
  private final Tokenizer tokenizer;
  private final MemoryBudget budget;
  private final LastPrefix prefix;
  private DraftLedger ledger = new DraftLedger();

  private RecurrentModel(
      Bundle bundle,
      ModelOptions options,
      Backend backend,
      Recurrence recurrence,
      Tokenizer tokenizer,
      LastPrefix prefix) {
    this.bundle = bundle;
    this.options = options;
    this.backend = backend;
    this.recurrence = recurrence;
    this.tokenizer = tokenizer;
    this.budget = new MemoryBudget(bundle.shape(), options.memoryBudget().orElseThrow());
    this.prefix = prefix;
  }

  /** The version of ONNX Runtime in use. */
  public static String runtimeVersion() {
    return OnnxRuntime.version();
  }

  /**
   * Loads a bundle; a device that is not there is an error, never a silent fall-back.
   *
   * @throws PlumblineException if it cannot be loaded, or the machine's memory is less than the
   *     weights
   */
  public static RecurrentModel open(Bundle bundle, ModelOptions options) {
    if (options.device().isCpu()) {
      WeightMemory.requireRoom(bundle, WeightMemory.ofThisMachine());
    }
    if (options.device().mapsWeights()) {
      WeightMemory.requireReadable(bundle);
    }
    return open(bundle, options, backend(options));
  }

  /** Runs a bundle on a backend, which the model closes. */
  static RecurrentModel open(Bundle bundle, ModelOptions options, Backend backend) {
    Tokenizer tokenizer = Tokenizer.open(bundle, options.addSpecialTokens());
    try {
      InitialStates states = initialStates(options.initialState(), bundle);
      Recurrence recurrence =
          new Recurrence(backend, bundle, states, options.recordGates())
              .under(options.noise().map(noise -> noise.in(bundle)));
      // Asked once the weights are there, and before anything else is.
      long free = backend.freeBytes().orElse(Runtime.getRuntime().maxMemory());
      return new RecurrentModel(
          bundle,
          options.withMemoryBudget(options.memoryBudget().orElse(free / 2)),
          backend,
          recurrence,
          tokenizer,
          new LastPrefix(recurrence.newArena()));
    } catch (BackendException e) {
      tokenizer.close();
      backend.close();
      throw new PlumblineException(
          "%s: ONNX Runtime could not load the model: %s".formatted(bundle.folder(), e.firstLine()),
          e);
    } catch (RuntimeException e) {
      tokenizer.close();
      backend.close();
      throw e;
    }
  }

  /**
   * The same loaded model from another state or with other noise. They share all that they run on:
   * one thread at a time runs either, and closing either closes both.
   */
  public RecurrentModel from(InitialState state, Optional<TestTimeNoise> noise) {
    ModelOptions others = options.withInitialState(state).withNoise(noise);
    return new RecurrentModel(
        bundle,
        others,
        backend,
        recurrence.startingAt(initialStates(state, bundle)).under(noise.map(n -> n.in(bundle))),
        tokenizer,
        prefix);
  }

  /** Where this model's states go; valid until the model is closed. */
  public PromptLatents latents() {
    return new PromptLatents(bundle, recurrence, tokenizer, budget);
  }

  /** What this model's states are after each iteration; valid until the model is closed. */
  public StateTracer tracer() {
    return new StateTracer(bundle, recurrence, tokenizer, budget, options.batchSize());
  }

  static Backend backend(ModelOptions options) {
    OptionalInt threads = options.threads();
    boolean profile = options.profile();
    return options
        .device()
        .match(
            cpu -> HostBackend.ofPackedWeights(threads, profile),
            mapped -> HostBackend.ofMappedWeights(threads, profile),
            bound -> DeviceBackend.onHost(Runtime.getRuntime().maxMemory(), threads, profile),
            cuda -> DeviceBackend.onCuda(cuda.index(), threads, profile));
  }

  static InitialStates initialStates(InitialState kind, Bundle bundle) {
    int width = bundle.shape().width();
    return kind.match(
        zero -> InitialStates.zeros(width),
        random -> {
          if (bundle.initialState().isEmpty()) {
            return InitialStates.zeros(width);
          }
          TruncatedNormal init = bundle.initialState().get();
          double deviation = random.scale() * init.std() * init.scale();
          return InitialStates.drawn(width, random.seed(), init.cut(), deviation);
        });
  }

  /**
   * Answers all requests at all points: in one pass, or in one for each point where the points'
   * iterations differ.
   *
   * @param requests several may be of one document, and even equal
   * @param listener hears each answer once; a request that cannot be answered gives a {@link
   *     Answer.Failed} at every point and the others go on
   * @return what it cost
   * @throws PlumblineException if the model cannot be run at all, or has no such point
   * @throws IllegalArgumentException for a request that says too little to be answered: a text
   *     without its decoding, no continuation, or an empty one
   */
  public Map<SweepPoint, Cost> answer(
      List<? extends Request> requests, Sweep sweep, AnswerListener listener) {
    Model model = bundle.description().model();
    model.require(sweep);
    CostMeter meter = new CostMeter();
    for (Sweep pass : model.passes(sweep)) {
      answer(requests, new SweepRun(pass, meter, listener::answered));
    }
    return meter.costs(sweep, model);
  }

  private void answer(List<? extends Request> requests, SweepRun run) {
    try {
      for (int first = 0; first < requests.size(); first += REQUESTS_AT_ONCE) {
        int end = Math.min(first + REQUESTS_AT_ONCE, requests.size());
        List<Request.Loglikelihoods> scored = new ArrayList<>();
        List<Request.GenerateUntil> generated = new ArrayList<>();
        for (Request request : requests.subList(first, end)) {
          request.match(scored::add, generated::add);
        }
        if (run.sweep().points().get(0).isUniform()) {
          score(scored, run);
          generate(generated, run);
        } else {
          adapt(scored, generated, run);
        }
      }
    } catch (MemoryShortage e) {
      throw new PlumblineException(
          e.getMessage() + "; one document alone does not fit, give the process more memory", e);
    } catch (BackendException e) {
      throw new PlumblineException(
          "ONNX Runtime could not run the model: %s; a smaller batch size may help"
              .formatted(e.firstLine()),
          e);
    }
  }

  /**
   * Whether a bundle's tokenizer adds tokens to a text by its own choice, such as a begin token.
   */
  public static boolean addsSpecialTokens(Bundle bundle) {
    try (Tokenizer tokenizer = Tokenizer.open(bundle, true)) {
      return !tokenizer.encode("a").equals(tokenizer.encodePlain("a"));
    }
  }

  /**
   * What came of drafts since this was asked last; nothing without {@link
   * ModelOptions#speculation}.
   */
  public SpeculationResult speculated() {
    SpeculationResult result =
        new SpeculationResult(
            ledger.counts(), ledger.seconds(), ledger.plainTokens(), ledger.plainSeconds());
    ledger = new DraftLedger();
    return result;
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
      return OperatorTime.of(recurrence.endProfile());
    } catch (BackendException e) {
      throw new PlumblineException("ONNX Runtime has no profile: " + e.getMessage(), e);
    }
  }

  private void score(List<Request.Loglikelihoods> requests, SweepRun whole) {
    RequestParts parts = new RequestParts(whole);
    SweepRun run = parts.run();
    int blockSize = bundle.shape().blockSize();
    for (RequestGroup<ScoringRow> group :
        RequestGroup.of(
            requests,
            tokenizer,
            blockSize,
            (request, shared) -> parts.rows(request, tokenizer, shared, blockSize),
            run)) {
      SharedPrefix prefix = prefix(group.shared(), OptionalInt.empty(), run);
      new ScoringBatches(recurrence, prefix, budget, run).score(group.items(), options.batchSize());
    }
  }

  private void generate(List<Request.GenerateUntil> requests, SweepRun run) {
    Map<Boolean, List<SweepPoint>> drafted =
        run.sweep().points().stream()
            .collect(
                Collectors.partitioningBy(
                    point -> options.speculation().filter(how -> how.drafts(point)).isPresent()));
    drafted.forEach(
        (speculative, points) -> {
          if (!points.isEmpty()) {
            generate(
                requests,
                new SweepRun(new Sweep(points), run.meter(), run.listener()),
                options.speculation().filter(how -> speculative));
          }
        });
  }

  private void generate(
      List<Request.GenerateUntil> requests, SweepRun run, Optional<Speculation> speculation) {
    OptionalInt draft = speculation.stream().mapToInt(Speculation::depth).findFirst();
    int blockSize = bundle.shape().blockSize();
    for (RequestGroup<Prompt> group :
        RequestGroup.of(
            requests,
            tokenizer,
            blockSize,
            (request, shared) -> List.of(Prompt.of(request, tokenizer, shared, blockSize)),
            run)) {
      SharedPrefix prefix = prefix(group.shared(), draft, run);
      new GenerationBatches(recurrence, tokenizer, prefix, budget, run, speculation, ledger)
          .generate(group.items(), options.batchSize());
    }
  }

  /** Prompts are read whole here: how deep a shared prefix would have to be differs by prompt. */
  private void adapt(
      List<Request.Loglikelihoods> scored, List<Request.GenerateUntil> generated, SweepRun whole) {
    RequestParts parts = new RequestParts(whole);
    SweepRun run = parts.run();
    int blockSize = bundle.shape().blockSize();
    AdaptiveAnswers answers =
        new AdaptiveAnswers(recurrence, tokenizer, budget, run, options.batchSize());
    RequestGroup.of(
            scored,
            tokenizer,
            blockSize,
            (request, shared) -> adaptiveRows(parts, request, blockSize),
            run)
        .forEach(group -> answers.score(group.items()));
    RequestGroup.of(
            generated,
            tokenizer,
            blockSize,
            (request, shared) ->
                List.of(Prompt.of(request, tokenizer, SharedTokens.NONE, blockSize)),
            run)
        .forEach(group -> answers.generate(group.items()));
  }

  private List<ScoringRow> adaptiveRows(
      RequestParts parts, Request.Loglikelihoods request, int blockSize) {
    if (request.rolling() || !request.contexts().isEmpty()) {
      throw new UnanswerableException(
          "where tokens leave on their own, texts as a whole and several contexts are not asked");
    }
    return parts.rows(request, tokenizer, SharedTokens.NONE, blockSize);
  }

  private SharedPrefix prefix(SharedTokens shared, OptionalInt draft, SweepRun run) {
    return prefix.of(shared, recurrence, run.sweep(), draft, run.meter());
  }

  @Override
  public void close() {
    tokenizer.close();
    try {
      prefix.close();
      backend.close();
    } catch (BackendException e) {
      throw new PlumblineException(
          "ONNX Runtime could not release the model: " + e.getMessage(), e);
    }
  }
}
