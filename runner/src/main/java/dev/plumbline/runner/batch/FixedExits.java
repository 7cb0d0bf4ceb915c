package dev.plumbline.runner.batch;

import java.util.List;

/**
 * Each row leaves the core after a number of iterations of its own.
 *
 * @param iterations of each row, descending
 */
public record FixedExits(List<Integer> iterations) implements ExitRule {
  public FixedExits {
    iterations = List.copyOf(iterations);
    for (int i = 1; i < iterations.size(); i++) {
      if (iterations.get(i) > iterations.get(i - 1)) {
        throw new IllegalArgumentException("iterations must descend: " + iterations);
      }
    }
  }

  @Override
  public List<Integer> exits() {
    return iterations.stream().distinct().sorted().toList();
  }

  @Override
  public int running(int iteration) {
    int rows = 0;
    while (rows < iterations.size() && iterations.get(rows) >= iteration) {
      rows++;
    }
    return rows;
  }

  @Override
  public int leaving(int exit) {
    return running(exit) - running(exit + 1);
  }
}
