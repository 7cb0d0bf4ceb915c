package dev.plumbline.harness;

import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Setting;
import dev.plumbline.tasks.DecodingOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A plan and its execution as a manifest states them: by the names of the command line's options.
 */
final class StatedPlan {
  private StatedPlan() {}

  /** In the manifest's order; what is absent is left out. */
  static Configuration of(SweepPlan plan, Execution execution) {
    Map<String, Object> values = new LinkedHashMap<>();
    plan.model().ifPresent(model -> values.put(Setting.MODEL.key(), model.toString()));
    values.put(
        "iterations",
        plan.sweep().points().stream().map(SweepPoint::label).collect(Collectors.joining(",")));
    put(plan.tasks(), values);
    put(plan.prompting(), values);
    put(plan.decoding(), values);
    values.put("allow-code", plan.code() != CodeExecution.NEVER);
    values.put("unsafe-no-sandbox", plan.code() == CodeExecution.UNSANDBOXED);
    values.put("device", execution.device().toString());
    values.put(Setting.INIT.key(), plan.start().kind().name());
    values.put(Setting.INIT_SCALE.key(), plan.start().scale());
    values.put("seed", plan.seed());
    put(Setting.THREADS.key(), execution.threads(), values);
    values.put(
        Setting.BATCH_SIZE.key(),
        execution.batchSize().isPresent()
            ? Integer.toString(execution.batchSize().getAsInt())
            : "auto");
    put(Setting.MEMORY_BUDGET.key(), execution.memoryBudget(), values);
    values.put(Setting.ADD_BOS_TOKEN.key(), plan.addBosToken());
    return new Configuration(values);
  }

  private static void put(TaskSelection tasks, Map<String, Object> values) {
    values.put(Setting.TASKS.key(), tasks.names());
    values.put(
        Setting.INCLUDE_PATH.key(),
        tasks.sources().includePaths().stream().map(Object::toString).toList());
    tasks.sources().data().ifPresent(data -> values.put(Setting.DATA.key(), data.toString()));
    put(Setting.LIMIT.key(), tasks.limit(), values);
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
}
