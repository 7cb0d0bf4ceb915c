package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.trace.NumberType;
import java.util.List;

/**
 * What is traced, and what is kept of it.
 *
 * @param sweep whose model is traced, to its deepest point
 * @param tasks whether the prompts of the sweep's tasks are
 * @param texts that are
 * @param lens after which iterations predictions are read
 * @param growth whether a small push is followed beside each text
 * @param starts how many other random starts each text's states are compared with
 * @param type of the states: {@link NumberType#F32} or {@link NumberType#F16}
 * @param mostBytes that may be written
 */
public record TracePlan(
    SweepPlan sweep,
    boolean tasks,
    List<String> texts,
    LensDepths lens,
    boolean growth,
    int starts,
    NumberType type,
    long mostBytes) {
  public static final long DEFAULT_MOST_BYTES = 1L << 30;

  public TracePlan {
    texts = List.copyOf(texts);
    if (texts.stream().anyMatch(String::isEmpty)) {
      throw new PlumblineException("--text needs a text, got an empty one");
    }
    if (!tasks && texts.isEmpty()) {
      throw new IllegalArgumentException("nothing to trace");
    }
    if (starts < 0 || starts > 100) {
      throw new PlumblineException("--starts must lie between 0 and 100, got " + starts);
    }
    if (type == NumberType.I32) {
      throw new IllegalArgumentException("states are no whole numbers");
    }
  }

  /** Of a sweep's prompts, with nothing beside them. */
  public static TracePlan of(SweepPlan sweep) {
    return new TracePlan(
        sweep, true, List.of(), LensDepths.POWERS, false, 0, NumberType.F32, DEFAULT_MOST_BYTES);
  }
}
