package dev.plumbline.results.paths;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How a number varies from run to run.
 *
 * @param values by run, at least one
 * @param deviation the sample standard deviation (n - 1); absent for one run
 */
public record Spread(
    List<Double> values, double mean, OptionalDouble deviation, double least, double greatest) {
  public Spread {
    values = List.copyOf(values);
  }

  static Spread of(List<Double> values) {
    int n = values.size();
    double mean = values.stream().mapToDouble(v -> v).sum() / n;
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return new Spread(
        values,
        mean,
        n < 2 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares / (n - 1))),
        values.stream().mapToDouble(v -> v).min().orElseThrow(),
        values.stream().mapToDouble(v -> v).max().orElseThrow());
  }
}
