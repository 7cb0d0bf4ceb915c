package dev.plumbline.runner;

import java.util.List;

/**
 * The depths of sequences that decode together, the deepest first: the rows that are still in the
 * core at an iteration are then the first ones.
 *
 * @param depths r of each row, descending
 */
record RaggedDepths(List<Integer> depths) {
  RaggedDepths {
    depths = List.copyOf(depths);
    for (int i = 1; i < depths.size(); i++) {
      if (depths.get(i) > depths.get(i - 1)) {
        throw new IllegalArgumentException("depths must descend: " + depths);
      }
    }
  }

  int deepest() {
    return depths.get(0);
  }

  /** The depths there are, ascending. */
  List<Integer> distinct() {
    return depths.stream().distinct().sorted().toList();
  }

  /** How many rows run iteration {@code i}. */
  int reaching(int i) {
    int rows = 0;
    while (rows < depths.size() && depths.get(rows) >= i) {
      rows++;
    }
    return rows;
  }
}
