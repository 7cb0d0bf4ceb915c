package dev.plumbline.runner;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Speculation;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a bundle is run; nothing here but device, initial state and noise changes an answer.
 *
 * @param threads threads of one operator; absent: one per core
 * @param batchSize documents that run together; absent: as many as pays and fits the memory budget
 * @param memoryBudget bytes that keys, values and activations may take; absent: half of the Java
 *     process's memory limit, or of what a GPU has left when the model is loaded
 * @param addSpecialTokens whether the tokenizer adds the special tokens it is configured with (such
 *     as a beginning-of-text token) to prompts
 * @param profile whether ONNX Runtime times each operator, which costs some speed; see {@link
 *     RecurrentModel#profile}
 * @param recordGates whether answers tell what the exit gate made of each token; not together with
 *     speculation
 * @param noise what states take before each iteration, for experiments; not together with
 *     speculation
 * @param speculation how texts are drafted; absent: not at all
 */
public record ModelOptions(
    Device device,
    InitialState initialState,
    OptionalInt threads,
    OptionalInt batchSize,
    OptionalLong memoryBudget,
    boolean addSpecialTokens,
    boolean profile,
    boolean recordGates,
    Optional<TestTimeNoise> noise,
    Optional<Speculation> speculation) {

  public ModelOptions {
    if (threads.isPresent() && threads.getAsInt() < 1) {
      throw new PlumblineException("threads must be at least 1, got " + threads.getAsInt());
    }
    if (batchSize.isPresent() && batchSize.getAsInt() < 1) {
      throw new PlumblineException(
          "the batch size must be at least 1, got " + batchSize.getAsInt());
    }
    if (speculation.isPresent() && !device.isCpu()) {
      throw new PlumblineException(
          "--speculate: how a GPU rounds was never measured, so that texts might differ from plain"
              + " decoding's; leave it out, or run on --device cpu");
    }
    if (noise.isPresent() && speculation.isPresent()) {
      throw new PlumblineException(
          "a draft takes no noise, so that it would be another model's; leave out --speculate or"
              + " --noise");
    }
    if (recordGates && speculation.isPresent()) {
      throw new PlumblineException(
          "a speculative run does not see each token at each iteration; leave out --speculate or"
              + " --record-gate");
    }
  }

  /** On the CPU with all cores and the state of seed 0. */
  public static ModelOptions defaults() {
    return new ModelOptions(
        new Device.Cpu(),
        new InitialState.Random(0, 1),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        false,
        false,
        false,
        Optional.empty(),
        Optional.empty());
  }

  public ModelOptions withDevice(Device other) {
    return new ModelOptions(
        other,
        initialState,
        threads,
        batchSize,
        memoryBudget,
        addSpecialTokens,
        profile,
        recordGates,
        noise,
        speculation);
  }

  ModelOptions withMemoryBudget(long bytes) {
    return new ModelOptions(
        device,
        initialState,
        threads,
        batchSize,
        OptionalLong.of(bytes),
        addSpecialTokens,
        profile,
        recordGates,
        noise,
        speculation);
  }

  public ModelOptions withRecordedGates() {
    return new ModelOptions(
        device,
        initialState,
        threads,
        batchSize,
        memoryBudget,
        addSpecialTokens,
        profile,
        true,
        noise,
        speculation);
  }

  public ModelOptions withInitialState(InitialState state) {
    return new ModelOptions(
        device,
        state,
        threads,
        batchSize,
        memoryBudget,
        addSpecialTokens,
        profile,
        recordGates,
        noise,
        speculation);
  }

  public ModelOptions withNoise(Optional<TestTimeNoise> other) {
    return new ModelOptions(
        device,
        initialState,
        threads,
        batchSize,
        memoryBudget,
        addSpecialTokens,
        profile,
        recordGates,
        other,
        speculation);
  }

  public ModelOptions withBatchSize(int size) {
    return new ModelOptions(
        device,
        initialState,
        threads,
        OptionalInt.of(size),
        memoryBudget,
        addSpecialTokens,
        profile,
        recordGates,
        noise,
        speculation);
  }

  public ModelOptions withThreads(int count) {
    return new ModelOptions(
        device,
        initialState,
        OptionalInt.of(count),
        batchSize,
        memoryBudget,
        addSpecialTokens,
        profile,
        recordGates,
        noise,
        speculation);
  }

  public ModelOptions withSpeculation(Speculation how) {
    return new ModelOptions(
        device,
        initialState,
        threads,
        batchSize,
        memoryBudget,
        addSpecialTokens,
        profile,
        recordGates,
        noise,
        Optional.of(how));
  }
}
