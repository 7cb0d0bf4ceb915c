package dev.plumbline.junit5;

import dev.plumbline.ci.CurveName;
import java.util.List;

/**
 * A metric of a task over r.
 *
 * @param iterations every r that has a value, ascending
 */
public record Curve(CurveName name, List<Integer> iterations, SweepResult sweep) {
  public Curve {
    iterations = List.copyOf(iterations);
  }
}
