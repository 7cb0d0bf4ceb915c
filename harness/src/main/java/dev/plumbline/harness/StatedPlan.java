package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Manifest;
import dev.plumbline.results.Setting;
import dev.plumbline.runner.Device;
import dev.plumbline.runner.TestTimeNoise;
import dev.plumbline.tasks.DecodingOptions;
import dev.plumbline.tasks.DocumentLimit;
import dev.plumbline.tasks.TaskCode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A plan and its execution as a manifest states them: by the names of the command line's options.
 */
public final class StatedPlan {

  private StatedPlan() {}

  /**
   * The plan of a run that was asked here, from its manifest: equal to the one that it was made by.
   *
   * @throws PlumblineException if the run was not asked here, or lacks a setting
   */
  public static SweepPlan of(Manifest manifest) {
    return manifest
        .origin()
        .match(
            asked -> plan(new StatedValues(manifest.configuration().values())),
            scored -> {
              throw new PlumblineException(
                  "programs from elsewhere were scored, nothing was asked");
            },
            imported -> {
              throw new PlumblineException("the answers were imported, nothing was asked here");
            });
  }

  /** In the manifest's order; what is absent is left out. */
  static Configuration of(SweepPlan plan, Execution execution) {
    Map<String, Object> values = new LinkedHashMap<>();
    plan.model().ifPresent(model -> values.put(Setting.MODEL.key(), model.toString()));
    put(plan.depths(), values);
    put(plan.tasks(), values);
    put(plan.prompting(), values);
    put(plan.decoding(), values);
    values.put(Setting.ALLOW_CODE.key(), plan.code() != CodeExecution.NEVER);
    values.put(Setting.UNSAFE_NO_SANDBOX.key(), plan.code() == CodeExecution.UNSANDBOXED);
    put(plan.tasks().sources().code(), values);
    values.put(Setting.DEVICE.key(), execution.device().toString());
    values.put(Setting.INIT.key(), plan.start().kind().name());
    values.put(Setting.INIT_SCALE.key(), plan.start().scale());
    plan.noise().ifPresent(noise -> values.put(Setting.NOISE.key(), noise.label()));
    values.put(Setting.SEED.key(), plan.seed());
    put(Setting.THREADS.key(), execution.threads(), values);
    values.put(
        Setting.BATCH_SIZE.key(),
        execution.batchSize().isPresent()
            ? Integer.toString(execution.batchSize().getAsInt())
            : "auto");
    put(Setting.MEMORY_BUDGET.key(), execution.memoryBudget(), values);
    execution.speculation().ifPresent(how -> values.put(Setting.SPECULATE.key(), how.toString()));
    plan.addBosToken().ifPresent(adds -> values.put(Setting.ADD_BOS_TOKEN.key(), adds));
    if (plan.recordGate()) {
      values.put(Setting.RECORD_GATE.key(), true);
    }
    return new Configuration(values);
  }

  private static String labels(Sweep sweep) {
    return sweep.points().stream().map(SweepPoint::label).collect(Collectors.joining(","));
  }

  private static void put(Depths depths, Map<String, Object> values) {
    Map<String, Object> stated =
        depths.match(
            suiting -> Map.of(),
            listed -> Map.of(Setting.ITERATIONS.key(), labels(listed.sweep())),
            StatedPlan::stated);
    values.putAll(stated);
  }

  private static Map<String, Object> stated(Depths.Auto auto) {
    Map<String, Object> stated = new LinkedHashMap<>();
    stated.put(Setting.ITERATIONS.key(), Depths.AUTO);
    stated.put(Setting.MARGIN.key(), auto.margin());
    stated.put(Setting.ALPHA.key(), auto.alpha());
    put(Setting.MOST.key(), auto.most(), stated);
    return stated;
  }

  private static Depths depths(StatedValues values) {
    String iterations = values.text(Setting.ITERATIONS.key());
    return iterations.equals(Depths.AUTO)
        ? new Depths.Auto(
            values.number(Setting.MARGIN.key()).doubleValue(),
            values.number(Setting.ALPHA.key()).doubleValue(),
            values.optionalInt(Setting.MOST.key()))
        : Depths.of(Sweep.parse(iterations));
  }

  /** Only where it is allowed, so that other runs state what they always did. */
  static void put(TaskCode code, Map<String, Object> values) {
    if (code.allowed()) {
      values.put(Setting.ALLOW_TASK_CODE.key(), true);
      code.python().ifPresent(python -> values.put(Setting.PYTHON.key(), python.toString()));
    }
  }

  private static void put(TaskSelection tasks, Map<String, Object> values) {
    values.put(Setting.TASKS.key(), tasks.names());
    values.put(
        Setting.INCLUDE_PATH.key(),
        tasks.sources().includePaths().stream().map(Object::toString).toList());
    tasks.sources().data().ifPresent(data -> values.put(Setting.DATA.key(), data.toString()));
    tasks.limit().ifPresent(limit -> values.put(Setting.LIMIT.key(), limit.value()));
  }

  private static void put(Prompting prompting, Map<String, Object> values) {
    put(Setting.NUM_FEWSHOT.key(), prompting.numFewshot(), values);
    values.put(Setting.FEWSHOT_SEED.key(), prompting.fewshotSeed());
    values.put(Setting.CHAT.key(), prompting.chat());
    values.put(Setting.NO_FEWSHOT_AS_MULTITURN.key(), prompting.fewshotInOneTurn());
    prompting.system().ifPresent(system -> values.put(Setting.SYSTEM.key(), system));
  }

  private static void put(DecodingOptions decoding, Map<String, Object> values) {
    put(Setting.MAX_GEN_TOKS.key(), decoding.maxGenToks(), values);
    put(Setting.TEMPERATURE.key(), decoding.temperature(), values);
    put(Setting.TOP_K.key(), decoding.topK(), values);
    put(Setting.TOP_P.key(), decoding.topP(), values);
    put(Setting.MIN_P.key(), decoding.minP(), values);
  }

  private static void put(String name, OptionalInt value, Map<String, Object> values) {
    value.ifPresent(number -> values.put(name, number));
  }

  private static void put(String name, OptionalDouble value, Map<String, Object> values) {
    value.ifPresent(number -> values.put(name, number));
  }

  /**
   * The plan that was stated.
   *
   * @throws PlumblineException for a setting that is missing or not of its kind
   */
  static SweepPlan plan(StatedValues values) {
    long seed = values.number(Setting.SEED.key()).longValue();
    return new SweepPlan(
        values.optionalText(Setting.MODEL.key()).map(Path::of),
        depths(values),
        new TaskSelection(
            values.texts(Setting.TASKS.key()),
            new TaskSources(
                values.texts(Setting.INCLUDE_PATH.key()).stream().map(Path::of).toList(),
                values.optionalText(Setting.DATA.key()).map(Path::of),
                new TaskCode(
                    values.optionalFlag(Setting.ALLOW_TASK_CODE.key()).orElse(false),
                    values.optionalText(Setting.PYTHON.key()).map(Path::of))),
            values.optionalNumber(Setting.LIMIT.key()).map(DocumentLimit::new)),
        new Prompting(
            values.optionalInt(Setting.NUM_FEWSHOT.key()),
            values.number(Setting.FEWSHOT_SEED.key()).longValue(),
            values.flag(Setting.CHAT.key()),
            values.flag(Setting.NO_FEWSHOT_AS_MULTITURN.key()),
            values.optionalText(Setting.SYSTEM.key())),
        new DecodingOptions(
            values.optionalInt(Setting.MAX_GEN_TOKS.key()),
            values.optionalDouble(Setting.TEMPERATURE.key()),
            values.optionalInt(Setting.TOP_K.key()),
            values.optionalDouble(Setting.TOP_P.key()),
            values.optionalDouble(Setting.MIN_P.key()),
            seed),
        code(values.flag(Setting.ALLOW_CODE.key()), values.flag(Setting.UNSAFE_NO_SANDBOX.key())),
        new StartState(
            values.constant(Setting.INIT.key(), StartState.Kind.class),
            values.number(Setting.INIT_SCALE.key()).doubleValue()),
        values.optionalText(Setting.NOISE.key()).map(TestTimeNoise::parse),
        seed,
        values.optionalFlag(Setting.ADD_BOS_TOKEN.key()),
        values.optionalFlag(Setting.RECORD_GATE.key()).orElse(false));
  }

  /** What was stated of the execution, but for drafts and profiling. */
  static Execution execution(StatedValues values) {
    Optional<String> batchSize =
        values.optionalText(Setting.BATCH_SIZE.key()).filter(size -> !size.equals("auto"));
    return new Execution(
        Device.parse(values.text(Setting.DEVICE.key())),
        values.optionalInt(Setting.THREADS.key()),
        batchSize.map(size -> OptionalInt.of(Integer.parseInt(size))).orElse(OptionalInt.empty()),
        values.optionalDouble(Setting.MEMORY_BUDGET.key()),
        false,
        Optional.empty());
  }

  private static CodeExecution code(boolean allowed, boolean unsafe) {
    return !allowed
        ? CodeExecution.NEVER
        : unsafe ? CodeExecution.UNSANDBOXED : CodeExecution.SANDBOXED;
  }
}
