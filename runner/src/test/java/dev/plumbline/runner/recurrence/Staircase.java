package dev.plumbline.runner.recurrence;

import dev.plumbline.runner.batch.ExitRule;
import java.util.List;
import java.util.stream.IntStream;

/** A toy: after every second iteration the last row that is still in the core leaves it. */
record Staircase(int rows) implements ExitRule {
  @Override
  public List<Integer> exits() {
    return IntStream.rangeClosed(1, rows).map(i -> 2 * i).boxed().toList();
  }

  @Override
  public int running(int iteration) {
    return rows - (iteration - 1) / 2;
  }

  @Override
  public int leaving(int exit) {
    return 1;
  }
}
