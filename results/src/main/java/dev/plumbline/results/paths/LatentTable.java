package dev.plumbline.results.paths;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.StudentisedBootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.DoubleStream;

/** Gathers comparisons of states, document by document. */
public final class LatentTable {
  private final Map<Cell, DoubleStream.Builder> values = new LinkedHashMap<>();

  private record Cell(String task, LatentMeasure measure, String starts, int iterations) {}

  /**
   * Compares a document's states of several runs, two and two.
   *
   * @param states by run and iterations
   */
  public void add(
      String task, LatentMeasure measure, String starts, List<SortedMap<Integer, float[]>> states) {
    if (states.size() < 2) {
      return;
    }
    for (int iterations : states.get(0).keySet()) {
      double sum = 0;
      int pairs = 0;
      for (int a = 0; a < states.size(); a++) {
        for (int b = a + 1; b < states.size(); b++) {
          sum += measure.of(states.get(a).get(iterations), states.get(b).get(iterations));
          pairs++;
        }
      }
      if (!Double.isFinite(sum)) {
        throw new PlumblineException(
            "%s: after %d iterations a state is zero or not finite; the model gives no usable"
                    .formatted(task, iterations)
                + " states here, check its export");
      }
      values
          .computeIfAbsent(
              new Cell(task, measure, starts, iterations), cell -> DoubleStream.builder())
          .add(sum / pairs);
    }
  }

  /** Means over the documents, in the order in which they were first compared. */
  public List<LatentPoint> points() {
    List<LatentPoint> points = new ArrayList<>();
    values.forEach(
        (cell, builder) -> {
          double[] byDocument = builder.build().sorted().toArray();
          points.add(
              new LatentPoint(
                  cell.task(),
                  cell.iterations(),
                  cell.measure(),
                  cell.starts(),
                  byDocument.length,
                  Arrays.stream(byDocument).sum() / byDocument.length,
                  StudentisedBootstrap.interval(byDocument).map(cell.measure()::within)));
        });
    return List.copyOf(points);
  }
}
