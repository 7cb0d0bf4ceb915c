package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Speculation;
import dev.plumbline.runner.Device;
import dev.plumbline.runner.ModelOptions;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a sweep runs on. It decides no answer, but for a device, whose arithmetic may differ in the
 * last bit.
 *
 * @param threads of the model; absent: one per core
 * @param batchSize documents that run together; absent: as many as pays and fits the memory budget
 * @param memoryBudget what keys, values and activations may take, in GiB; absent: half of the
 *     process's limit, or of what a GPU has left
 * @param profile whether ONNX Runtime times each operator, for the run's {@code profile.json}
 * @param speculation how texts are drafted; absent: not at all
 */
public record Execution(
    Device device,
    OptionalInt threads,
    OptionalInt batchSize,
    OptionalDouble memoryBudget,
    boolean profile,
    Optional<Speculation> speculation) {
  private static final long GIB = 1L << 30;
  private static final int MOST_GIB = 1 << 20;

  public Execution {
    double gib = memoryBudget.orElse(1);
    if (!(gib > 0 && gib < MOST_GIB)) {
      throw new PlumblineException("--memory-budget must be above 0 GiB, got " + gib);
    }
  }

  /** All cores of this machine. */
  public static Execution defaults() {
    return new Execution(
        new Device.Cpu(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        false,
        Optional.empty());
  }

  public Execution withThreads(int count) {
    return new Execution(
        device, OptionalInt.of(count), batchSize, memoryBudget, profile, speculation);
  }

  public Execution withBatchSize(int documents) {
    return new Execution(
        device, threads, OptionalInt.of(documents), memoryBudget, profile, speculation);
  }

  Execution withDevice(Device other) {
    return new Execution(other, threads, batchSize, memoryBudget, profile, speculation);
  }

  public Execution withSpeculation(Speculation how) {
    return new Execution(device, threads, batchSize, memoryBudget, profile, Optional.of(how));
  }

  ModelOptions options(SweepPlan plan) {
    return new ModelOptions(
        device,
        plan.start().initialState(plan.seed()),
        threads,
        batchSize,
        memoryBudget.isPresent()
            ? OptionalLong.of((long) (memoryBudget.getAsDouble() * GIB))
            : OptionalLong.empty(),
        plan.addBosToken().orElseThrow(),
        profile,
        plan.recordGate(),
        plan.noise(),
        speculation);
  }
}
