package dev.plumbline.harness;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Setting;
import dev.plumbline.results.paths.LatentMeasure;
import dev.plumbline.results.trace.Perturbation;
import dev.plumbline.results.trace.Trace;
import dev.plumbline.results.trace.TraceManifest;
import dev.plumbline.results.trace.TraceTables;
import dev.plumbline.results.trace.TraceWriter;
import dev.plumbline.runner.InitialState;
import dev.plumbline.runner.LensNumber;
import dev.plumbline.runner.RecurrentModel;
import dev.plumbline.runner.StateTracer;
import dev.plumbline.runner.TracedLens;
import dev.plumbline.runner.TracedStates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/** Writes down what a model's states are, token by token and iteration by iteration. */
public final class Tracing {
  /** Of texts that belong to no task. */
  private static final String TEXT = "text";

  /** Of a push to the norm of a text's state. */
  private static final double PUSH = 1e-3;

  private static final int SEED = 1234;

  /** Iterations at the last state, of which the second half tells the spectral radius. */
  private static final int AT_END = 32;

  private final TracePlan plan;
  private final PreparedSweep sweep;
  private final RecurrentModel model;
  private final StateTracer tracer;
  private final List<Request> requests;
  private final int iterations;
  private final List<Integer> lensDepths;
  private final List<List<Integer>> tokens;

  private Tracing(TracePlan plan, PreparedSweep sweep, RecurrentModel model) {
    this.plan = plan;
    this.sweep = sweep;
    this.model = model;
    this.tracer = model.tracer();
    this.requests = requests(plan, sweep);
    this.iterations = sweep.sweep().deepest();
    this.lensDepths = plan.lens().of(iterations);
    this.tokens = requests.stream().map(tracer::tokens).toList();
  }

  /**
   * Traces into a folder that is new, or goes on with an unfinished trace in it.
   *
   * @param overwrite whether a trace that is there is deleted first
   * @throws PlumblineException as a sweep does, for a trace that would be too large, and for other
   *     starts of a model that has no random start
   */
  public static Trace run(
      TracePlan plan, Execution execution, Path folder, boolean overwrite, TraceListener listener) {
    PreparedSweep sweep =
        plan.tasks() ? PreparedSweep.of(plan.sweep()) : PreparedSweep.withoutTasks(plan.sweep());
    if (plan.starts() > 0 && sweep.bundle().initialState().isEmpty()) {
      throw new PlumblineException(
          "%s: this model starts from its own embedding of the tokens, so that there is but one"
                  .formatted(sweep.bundle().folder())
              + " start; leave out --starts");
    }
    try (RecurrentModel model =
        RecurrentModel.open(sweep.bundle(), execution.options(sweep.plan()))) {
      return new Tracing(plan, sweep, model).run(execution, folder, overwrite, listener);
    } finally {
      sweep.tasks().forEach(task -> task.close());
    }
  }

  private static List<Request> requests(TracePlan plan, PreparedSweep sweep) {
    return Stream.concat(
            sweep.questions().stream().map(Question::request),
            IntStream.range(0, plan.texts().size())
                .mapToObj(
                    i ->
                        Request.Loglikelihoods.ofText(
                            new DocumentId(TEXT, i), plan.texts().get(i))))
        .toList();
  }

  private Trace run(Execution execution, Path folder, boolean overwrite, TraceListener listener) {
    long all = tokens.stream().mapToLong(List::size).sum();
    int longest = tokens.stream().mapToInt(List::size).max().orElse(0);
    int channels = sweep.bundle().shape().width();
    TraceSize size = new TraceSize(iterations, channels, lensDepths.size(), plan.type());
    size.requireWithin(plan.mostBytes(), all, longest);
    TraceManifest manifest =
        new TraceManifest(
            BundleFacts.of(sweep.bundle()),
            Versions.ofThisProcess(),
            configuration(execution),
            DigestUtils.sha256Hex(
                requests.stream().map(r -> r.text() + "\n").collect(Collectors.joining())),
            iterations,
            channels,
            lensDepths,
            requests.size(),
            all,
            undefined());
    try (TraceWriter writer = TraceWriter.open(folder, overwrite, manifest)) {
      List<Integer> left =
          IntStream.range(0, requests.size()).filter(i -> !writer.has(i)).boxed().toList();
      listener.begun(left.size(), all, size.bytes(all));
      for (List<Integer> batch :
          tracer.batches(left.stream().map(tokens::get).toList(), iterations)) {
        trace(batch.stream().map(left::get).toList(), writer, listener);
      }
      return writer.finish();
    }
  }

  /** What was asked, but for what changes no byte of the files. */
  private Configuration configuration(Execution execution) {
    Map<String, Object> values =
        new LinkedHashMap<>(StatedPlan.of(sweep.plan(), execution).values());
    for (Setting setting :
        List.of(
            Setting.THREADS,
            Setting.BATCH_SIZE,
            Setting.MEMORY_BUDGET,
            Setting.ALLOW_CODE,
            Setting.UNSAFE_NO_SANDBOX)) {
      values.remove(setting.key());
    }
    if (!plan.tasks()) {
      values.remove(Setting.TASKS.key());
    }
    values.put("texts", plan.texts());
    values.put("lens", plan.lens().toString());
    values.put("growth", plan.growth());
    values.put("starts", plan.starts());
    values.put("dtype", plan.type().name());
    return new Configuration(values);
  }

  /** What cannot be asked of this model, or of so few iterations. */
  private List<String> undefined() {
    List<String> lines = new ArrayList<>();
    if (sweep.bundle().initialState().isEmpty()) {
      lines.add(
          "starts: this model begins with its own embedding of the tokens; the state before the"
              + " first iteration is the prelude's output, and there is no other start");
    }
    if (iterations < 12) {
      lines.add(
          "regimes: %d iterations are too few to tell an orbit or a drift from chance"
              .formatted(iterations));
    }
    sweep.tasks().stream()
        .filter(task -> !task.unaskable().isEmpty())
        .map(
            task ->
                "%s: %d documents have no prompt and are left out"
                    .formatted(task.task().name(), task.unaskable().size()))
        .forEach(lines::add);
    return lines;
  }

  private void trace(List<Integer> batch, TraceWriter writer, TraceListener listener) {
    List<List<Integer>> texts = batch.stream().map(tokens::get).toList();
    List<PushedState> pushed =
        plan.growth() ? texts.stream().map(this::pushed).toList() : List.of();
    List<TracedStates> states =
        plan.growth()
            ? tracer.trace(texts, iterations, pushed, AT_END)
            : tracer.trace(texts, iterations);
    List<TracedLens> lenses =
        lensDepths.isEmpty() ? List.of() : tracer.lens(texts, states, lensDepths);
    List<float[][]> distances = plan.starts() == 0 ? List.of() : startDistances(texts, states);
    for (int i = 0; i < batch.size(); i++) {
      Request request = requests.get(batch.get(i));
      TraceTables tables =
          new TraceTables(
              request.document(),
              request.text(),
              texts.get(i).stream().map(tracer::text).toList(),
              texts.get(i));
      TracedStates own = states.get(i);
      tables.putStates(
          IntStream.rangeClosed(0, iterations).mapToObj(own::after).toList(),
          own.channels(),
          plan.type());
      if (!lenses.isEmpty()) {
        put(lenses.get(i), tables);
      }
      if (plan.growth()) {
        tables.putGrowth(pushed.get(i).push(), iterations);
      }
      if (!distances.isEmpty()) {
        tables.putStartDistance(distances.get(i));
      }
      writer.write(batch.get(i), tables);
      listener.traced();
    }
  }

  private PushedState pushed(List<Integer> text) {
    return new PushedState(
        new Perturbation(text.size() * sweep.bundle().shape().width(), PUSH, SEED));
  }

  private void put(TracedLens lens, TraceTables tables) {
    Map<String, float[][]> numbers = new LinkedHashMap<>();
    for (LensNumber number : LensNumber.values()) {
      numbers.put(number.key(), lens.of(number));
    }
    SortedMap<Integer, String> said = new TreeMap<>();
    for (float[] depth : lens.of(LensNumber.TOKEN)) {
      for (float token : depth) {
        said.computeIfAbsent((int) token, tracer::text);
      }
    }
    tables.putLens(
        lens.depths(), numbers, List.of(LensNumber.TOKEN.key(), LensNumber.FINAL_RANK.key()), said);
  }

  /** Of each text, [iterations][tokens]. */
  private List<float[][]> startDistances(List<List<Integer>> texts, List<TracedStates> own) {
    List<float[][]> distances =
        texts.stream().map(text -> new float[iterations][text.size()]).toList();
    for (int start = 1; start <= plan.starts(); start++) {
      InitialState other =
          new InitialState.Random(sweep.plan().seed() + start, sweep.plan().start().scale());
      List<TracedStates> states =
          model.from(other, sweep.plan().noise()).tracer().trace(texts, iterations);
      for (int text = 0; text < texts.size(); text++) {
        add(distances.get(text), own.get(text), states.get(text));
      }
    }
    return distances;
  }

  private void add(float[][] distances, TracedStates own, TracedStates other) {
    for (int i = 0; i < iterations; i++) {
      for (int token = 0; token < own.tokens(); token++) {
        double distance =
            LatentMeasure.DISTANCE.of(state(own, i + 1, token), state(other, i + 1, token));
        distances[i][token] += (float) (distance / plan.starts());
      }
    }
  }

  private static float[] state(TracedStates states, int iterations, int token) {
    int channels = states.channels();
    return Arrays.copyOfRange(states.after(iterations), token * channels, (token + 1) * channels);
  }
}
