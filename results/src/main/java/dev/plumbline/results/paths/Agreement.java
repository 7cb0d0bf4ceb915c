package dev.plumbline.results.paths;

import dev.plumbline.results.Interval;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far several runs give the same answers.
 *
 * @param documents with an answer in every run, at least one
 * @param same share of the documents whose answer is the same in all runs
 * @param sameInterval Wilson's, 95 %
 * @param pairwise share of the pairs of runs that agree, mean over documents
 * @param pairwiseInterval Wilson's formula, 95 %, with the mean in place of a share: wider than
 *     need be, since numbers between 0 and 1 vary less than zeros and ones of their mean
 */
public record Agreement(
    int documents, double same, Interval sameInterval, double pairwise, Interval pairwiseInterval) {

  /**
   * Compares answers.
   *
   * @param answers by document and run; absent without documents, or with fewer than two runs
   */
  static Optional<Agreement> of(List<List<String>> answers) {
    int n = answers.size();
    if (n == 0 || answers.get(0).size() < 2) {
      return Optional.empty();
    }
    int same = 0;
    double pairwise = 0;
    for (List<String> document : answers) {
      double agreeing = pairsThatAgree(document);
      pairwise += agreeing / n;
      same += agreeing == 1 ? 1 : 0;
    }
    pairwise = same == n ? 1 : pairwise;
    return Optional.of(
        new Agreement(
            n,
            (double) same / n,
            Interval.wilson(same, n),
            pairwise,
            Interval.wilsonOfMean(pairwise, n)));
  }

  /** Share of the pairs of runs with equal answers. */
  private static double pairsThatAgree(List<String> answers) {
    Map<String, Integer> times = new HashMap<>();
    answers.forEach(answer -> times.merge(answer, 1, Integer::sum));
    long agreeing = times.values().stream().mapToLong(k -> k * (k - 1L) / 2).sum();
    return agreeing / (answers.size() * (answers.size() - 1) / 2.0);
  }
}
