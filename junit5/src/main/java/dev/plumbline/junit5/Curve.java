package dev.plumbline.junit5;

import dev.plumbline.protocol.CurveId;
import java.util.List;

/**
 * A metric of a task over r.
 *
 * @param iterations every r that has a value, ascending
 */
public record Curve(CurveId name, List<Integer> iterations, JudgedRun run) {
  public Curve {
    iterations = List.copyOf(iterations);
  }
}
