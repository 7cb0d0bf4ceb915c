package dev.plumbline.runner;

import dev.plumbline.protocol.PlumblineException;
import java.util.List;
import java.util.TreeSet;

/**
 * The depths at which a model answers in one pass.
 *
 * @param iterations how often the core runs, ascending, distinct, each in [1, {@value #MAX}]
 */
public record Sweep(List<Integer> iterations) {
  /**
   * No published model of this kind was run deeper; a larger number is taken for a typing error.
   */
  public static final int MAX = 1024;

  public Sweep {
    if (iterations.isEmpty()) {
      throw new PlumblineException("no iterations given; name at least one, such as 1,4,16");
    }
    for (int r : iterations) {
      if (r < 1 || r > MAX) {
        throw new PlumblineException(
            "iterations must lie between 1 and %d, got %d in %s".formatted(MAX, r, iterations));
      }
    }
    iterations = List.copyOf(new TreeSet<>(iterations));
  }

  /** Reads a comma-separated list such as {@code 1,2,4,8}. */
  public static Sweep parse(String text) {
    return new Sweep(List.of(text.split(",", -1)).stream().map(r -> number(r, text)).toList());
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

  /** The depth to which the shared pass goes. */
  public int deepest() {
    return iterations.get(iterations.size() - 1);
  }
}
