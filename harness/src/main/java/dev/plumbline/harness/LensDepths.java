package dev.plumbline.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** After which iterations a trace reads predictions, as {@code --lens} names them. */
public enum LensDepths {
  /** 1, 2, 4 and so on, and the last. */
  POWERS,
  ALL,
  NONE;

  /** Ascending. */
  List<Integer> of(int iterations) {
    return switch (this) {
      case POWERS -> powers(iterations);
      case ALL -> IntStream.rangeClosed(1, iterations).boxed().toList();
      case NONE -> List.of();
    };
  }

  private static List<Integer> powers(int iterations) {
    List<Integer> depths = new ArrayList<>();
    for (int r = 1; r < iterations; r *= 2) {
      depths.add(r);
    }
    depths.add(iterations);
    return depths;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
