package dev.plumbline.results;

import dev.plumbline.protocol.SweepPoint;
import java.util.Objects;

/** A task at one point of a sweep: what a cost is of. */
public record TaskPoint(String task, SweepPoint point) {
  public TaskPoint {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(point, "point");
  }
}
