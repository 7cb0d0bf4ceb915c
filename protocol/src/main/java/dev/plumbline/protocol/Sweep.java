package dev.plumbline.protocol;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The points at which a model answers in one pass.
 *
 * @param points ascending and distinct, at least one
 */
public record Sweep(List<SweepPoint> points) {
  public Sweep {
    if (points.isEmpty()) {
      throw new PlumblineException("no iterations given; name at least one, such as 1,4,16");
    }
    points = List.copyOf(new TreeSet<>(points));
  }

  /** Of fixed numbers of iterations, each in [1, {@value SweepPoint#MOST_ITERATIONS}]. */
  public static Sweep of(Collection<Integer> iterations) {
    for (int r : iterations) {
      if (r < 1 || r > SweepPoint.MOST_ITERATIONS) {
        throw new PlumblineException(
            "iterations must lie between 1 and %d, got %d in %s"
                .formatted(SweepPoint.MOST_ITERATIONS, r, iterations));
      }
    }
    return new Sweep(iterations.stream().map(SweepPoint::fixed).toList());
  }

  /** Reads a comma-separated list such as {@code 1,2,4,8}. */
  public static Sweep parse(String text) {
    return of(List.of(text.split(",", -1)).stream().map(r -> number(r, text)).toList());
  }

  private static int number(String r, String text) {
    try {
      return Integer.parseInt(r.strip());
    } catch (NumberFormatException e) {
      throw new PlumblineException(
          "iterations must be whole numbers separated by commas, such as 1,2,4; got '%s' in '%s'"
              .formatted(r.strip(), text));
    }
  }

  /** The points at which the core runs so often. */
  public List<SweepPoint> pointsAt(int iterations) {
    return points.stream().filter(point -> point.iterations() == iterations).toList();
  }

  /** How often the core runs at most, at any of the points. */
  public int deepest() {
    return points.get(points.size() - 1).iterations();
  }
}
