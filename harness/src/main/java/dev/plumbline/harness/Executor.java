package dev.plumbline.harness;

import dev.plumbline.runner.Device;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * A process of a {@link Cluster}.
 *
 * @param name what the run calls it
 * @param files what an order's paths are relative to, where they are
 * @param cores that it may use; absent: all of its machine
 * @param gpu that it may use; absent: the one that was asked for
 */
public record Executor(String name, Path files, OptionalInt cores, OptionalInt gpu) {

  /** What was asked for, with what this process was given for it. */
  Execution running(Execution asked) {
    Execution execution = asked;
    if (gpu.isPresent()) {
      Device given = new Device.Cuda(gpu.getAsInt());
      execution =
          execution.withDevice(
              asked.device().match(cpu -> cpu, mapped -> mapped, bound -> bound, cuda -> given));
    }
    // Without a number the model's threads never sleep, which suits a machine of one's own.
    boolean part = cores.orElse(0) != Runtime.getRuntime().availableProcessors();
    return asked.threads().isEmpty() && cores.isPresent() && part
        ? execution.withThreads(cores.getAsInt())
        : execution;
  }
}
