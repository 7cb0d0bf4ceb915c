package dev.plumbline.runner;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Precision;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What is known of a model's weights before they are loaded: whether they fit, and can be read. */
final class WeightMemory {
  private WeightMemory() {}

  /** All of it, in bytes, or what a container may use. */
  static long ofThisMachine() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  /**
   * Refuses what cannot be held, rather than to have it swap, or be killed, after minutes.
   *
   * @param memory in bytes
   */
  static void requireRoom(Bundle bundle, long memory) {
    if (bundle.loadedBytes() > memory) {
      throw new PlumblineException(
          "%s: its weights take %s in memory (%s), and this machine has %s; %s"
              .formatted(
                  bundle.folder(),
                  gigabytes(bundle.loadedBytes()),
                  bundle.description().precision(),
                  gigabytes(memory),
                  bundle.description().precision() == Precision.INT8
                      ? "use a machine with more"
                      : "export it with --precision int8, which takes about a third of fp32, or use"
                          + " a machine with more"));
    }
  }

  /** Refuses weights that no product can read in place. */
  static void requireReadable(Bundle bundle) {
    Precision precision = bundle.description().precision();
    if (precision != Precision.FP32) {
      throw new PlumblineException(
          "%s: its weights are %s, and --device cpu:mapped reads float32 from the file; export it with --precision fp32, or use --device cpu"
              .formatted(bundle.folder(), precision));
    }
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
