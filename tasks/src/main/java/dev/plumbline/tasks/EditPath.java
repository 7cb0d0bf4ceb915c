package dev.plumbline.tasks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The fewest insertions, deletions and substitutions of words that turn an answer into its
 * reference, near the diagonal: as sacreBLEU looks for them (metrics/lib_ter.py).
 *
 * @param cost how many there are
 * @param steps from the first word to the last
 */
record EditPath(int cost, List<Step> steps) {
  private static final int BEAM = 25;
  private static final int UNSEEN = Integer.MAX_VALUE / 2;

  /** What is done at a place. */
  enum Step {
    KEEP,
    SUBSTITUTE,
    /** A word of the answer goes. */
    DELETE,
    /** A word of the reference comes. */
    INSERT
  }

  static EditPath of(List<String> answer, List<String> reference) {
    int rows = answer.size();
    int columns = reference.size();
    int[][] costs = new int[rows + 1][columns + 1];
    Step[][] last = new Step[rows + 1][columns + 1];
    for (int[] row : costs) {
      Arrays.fill(row, UNSEEN);
    }
    for (int j = 0; j <= columns; j++) {
      costs[0][j] = j;
      last[0][j] = Step.INSERT;
    }
    double slope = rows == 0 ? 1 : (double) columns / rows;
    // Where lengths differ that much, rows would have nothing in common.
    int beam = BEAM < slope / 2 ? (int) Math.ceil(slope / 2 + BEAM) : BEAM;
    for (int i = 1; i <= rows; i++) {
      int diagonal = (int) Math.floor(i * slope);
      int end = i == rows ? columns + 1 : Math.min(columns + 1, diagonal + beam);
      for (int j = Math.max(0, diagonal - beam); j < end; j++) {
        if (j > 0) {
          boolean same = answer.get(i - 1).equals(reference.get(j - 1));
          take(
              costs,
              last,
              i,
              j,
              costs[i - 1][j - 1] + (same ? 0 : 1),
              same ? Step.KEEP : Step.SUBSTITUTE);
        }
        // Of equal ones the first counts, which decides how words are aligned.
        take(costs, last, i, j, costs[i - 1][j] + 1, Step.DELETE);
        if (j > 0) {
          take(costs, last, i, j, costs[i][j - 1] + 1, Step.INSERT);
        }
      }
    }
    return new EditPath(costs[rows][columns], steps(last, rows, columns));
  }

  private static void take(int[][] costs, Step[][] last, int i, int j, int cost, Step step) {
    if (costs[i][j] > cost) {
      costs[i][j] = cost;
      last[i][j] = step;
    }
  }

  private static List<Step> steps(Step[][] last, int rows, int columns) {
    List<Step> steps = new ArrayList<>();
    int i = rows;
    int j = columns;
    while (i > 0 || j > 0) {
      Step step = last[i][j];
      steps.add(step);
      i -= step == Step.INSERT ? 0 : 1;
      j -= step == Step.DELETE ? 0 : 1;
    }
    Collections.reverse(steps);
    return steps;
  }
}
