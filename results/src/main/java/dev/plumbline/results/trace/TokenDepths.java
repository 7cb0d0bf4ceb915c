package dev.plumbline.results.trace;

import java.util.List;
import java.util.Optional;

/**
 * When the tokens of a text are done: their states, and what would be said behind them.
 *
 * @param settled of each token, the iteration from which on its {@link PathMeasure#RESIDUAL} is at
 *     most 0.01; one more than there are where it never is
 * @param said of each token, the least lens depth from which on the deepest prediction's token is
 *     said; absent without a lens
 */
public record TokenDepths(List<Integer> settled, Optional<List<Integer>> said) {
  private static final double RESIDUAL = 0.01;

  public static TokenDepths of(TraceDocument document) {
    TraceTable residual = document.measure(PathMeasure.RESIDUAL);
    int iterations = residual.shape().get(0);
    Integer[] settled = new Integer[residual.shape().get(1)];
    for (int token = 0; token < settled.length; token++) {
      int t = iterations;
      // An undefined residual is that of a state of zeros, which has not settled.
      while (t > 0 && residual.get(t - 1, token) <= RESIDUAL) {
        t--;
      }
      settled[token] = t + 1;
    }
    return new TokenDepths(List.of(settled), said(document));
  }

  private static Optional<List<Integer>> said(TraceDocument document) {
    List<Integer> depths = document.lensDepths();
    if (depths.isEmpty()) {
      return Optional.empty();
    }
    TraceTable said = document.lens("token");
    int deepest = depths.size() - 1;
    Integer[] from = new Integer[said.shape().get(1)];
    for (int token = 0; token < from.length; token++) {
      int depth = deepest;
      while (depth > 0 && said.get(depth - 1, token) == said.get(deepest, token)) {
        depth--;
      }
      from[token] = depths.get(depth);
    }
    return Optional.of(List.of(from));
  }
}
