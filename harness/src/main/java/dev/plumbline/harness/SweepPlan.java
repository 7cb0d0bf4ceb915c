package dev.plumbline.harness;

import dev.plumbline.protocol.Sweep;
import dev.plumbline.runner.TestTimeNoise;
import dev.plumbline.tasks.DecodingOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that decides what the answers of a sweep are; what they run on is the {@link Execution}. Two
 * plans that are equal give the same bytes.
 *
 * @param model the exported model's folder; absent: the embedded model
 * @param depths the points
 * @param tasks what is asked; where no name is given, the embedded model gets its own suite
 * @param decoding what differs from the tasks' own ways to generate; its seed is the plan's
 * @param start the state before the first iteration
 * @param noise what the state takes before each iteration; its seed is the plan's
 * @param seed of a random start state, of noise and of sampling
 * @param addBosToken whether the tokenizer adds its special tokens to prompts; absent: as it would
 *     of its own choice. lm-evaluation-harness's {@code add_bos_token}, with its default
 * @param recordGate whether {@code gates.jsonl} tells what the exit gate made of each token
 */
public record SweepPlan(
    Optional<Path> model,
    Depths depths,
    TaskSelection tasks,
    Prompting prompting,
    DecodingOptions decoding,
    CodeExecution code,
    StartState start,
    Optional<TestTimeNoise> noise,
    long seed,
    Optional<Boolean> addBosToken,
    boolean recordGate) {

  public SweepPlan {
    Objects.requireNonNull(depths, "depths");
    Objects.requireNonNull(prompting, "prompting");
    decoding = decoding.withSeed(seed);
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(start, "start");
    noise = noise.map(given -> given.withSeed(seed));
    if (model.isEmpty() && tasks.names().isEmpty()) {
      tasks = new TaskSelection(List.of(Installation.SUITE_TAG), tasks.sources(), tasks.limit());
    }
  }

  /**
   * These tasks at these numbers of iterations, by the embedded model, all else as usual.
   *
   * @param iterations none: those that suit the model
   */
  public static SweepPlan of(TaskSelection tasks, Integer... iterations) {
    return new SweepPlan(
        Optional.empty(),
        iterations.length == 0 ? Depths.suiting() : Depths.of(Sweep.of(List.of(iterations))),
        tasks,
        Prompting.defaults(),
        DecodingOptions.defaults(),
        CodeExecution.NEVER,
        StartState.random(),
        Optional.empty(),
        0,
        Optional.empty(),
        false);
  }

  public SweepPlan withModel(Path bundle) {
    return new SweepPlan(
        Optional.of(bundle),
        depths,
        tasks,
        prompting,
        decoding,
        code,
        start,
        noise,
        seed,
        addBosToken,
        recordGate);
  }

  public SweepPlan withDepths(Depths other) {
    return new SweepPlan(
        model,
        other,
        tasks,
        prompting,
        decoding,
        code,
        start,
        noise,
        seed,
        addBosToken,
        recordGate);
  }

  public SweepPlan withPrompting(Prompting other) {
    return new SweepPlan(
        model, depths, tasks, other, decoding, code, start, noise, seed, addBosToken, recordGate);
  }

  public SweepPlan withDecoding(DecodingOptions other) {
    return new SweepPlan(
        model, depths, tasks, prompting, other, code, start, noise, seed, addBosToken, recordGate);
  }

  public SweepPlan withCode(CodeExecution other) {
    return new SweepPlan(
        model,
        depths,
        tasks,
        prompting,
        decoding,
        other,
        start,
        noise,
        seed,
        addBosToken,
        recordGate);
  }

  public SweepPlan withStart(StartState other) {
    return new SweepPlan(
        model,
        depths,
        tasks,
        prompting,
        decoding,
        code,
        other,
        noise,
        seed,
        addBosToken,
        recordGate);
  }

  public SweepPlan withNoise(Optional<TestTimeNoise> other) {
    return new SweepPlan(
        model,
        depths,
        tasks,
        prompting,
        decoding,
        code,
        start,
        other,
        seed,
        addBosToken,
        recordGate);
  }

  public SweepPlan withSeed(long other) {
    return new SweepPlan(
        model,
        depths,
        tasks,
        prompting,
        decoding,
        code,
        start,
        noise,
        other,
        addBosToken,
        recordGate);
  }

  public SweepPlan withAddBosToken(boolean adds) {
    return new SweepPlan(
        model,
        depths,
        tasks,
        prompting,
        decoding,
        code,
        start,
        noise,
        seed,
        Optional.of(adds),
        recordGate);
  }

  public SweepPlan withRecordedGate() {
    return new SweepPlan(
        model, depths, tasks, prompting, decoding, code, start, noise, seed, addBosToken, true);
  }
}
