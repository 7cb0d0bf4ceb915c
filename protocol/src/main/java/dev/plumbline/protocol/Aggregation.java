package dev.plumbline.protocol;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a task's score comes from its documents; named as in lm-evaluation-harness. All but the mean
 * are taken of {@link Part}s.
 */
public enum Aggregation {
  /** The arithmetic mean over the documents that were judged. */
  MEAN("mean"),
  /** The same, and no value where there is no document. */
  NANMEAN("nanmean"),
  /** Of an even number of documents the upper one of the two in the middle. */
  MEDIAN("median"),
  /** exp(-mean). Part: a log-likelihood. */
  PERPLEXITY("perplexity"),
  /** exp(-sum of log-likelihoods / sum of weights). Part: a log-likelihood and its weight. */
  WEIGHTED_PERPLEXITY("weighted_perplexity"),
  /** As above, in bits. Part: a log-likelihood and its bytes. */
  BITS_PER_BYTE("bits_per_byte"),
  /** F1 of the class 1 of 0 and 1. Part: the right and the chosen index. */
  F1("f1"),
  /** Matthews' correlation. Part: the right and the chosen index. */
  MATTHEWS("matthews_corrcoef"),
  /** The mean squared error of probabilities. Part: a document's sum of squares. */
  BRIER_SCORE("brier_score"),
  /** sacreBLEU's BLEU. Part: both lengths, then matches and n-grams by order, as it counts them. */
  BLEU("bleu"),
  /** sacreBLEU's chrF2. Part: n-grams of answer, reference and both, order by order. */
  CHRF("chrf"),
  /** sacreBLEU's chrF2++. Part: the same, words after characters. */
  CHRF_WORDS("chrf++"),
  /** sacreBLEU's translation edit rate. Part: edits, and words of the reference. */
  TER("ter");

  private final String label;

  Aggregation(String label) {
    this.label = label;
  }

  /** As task files and samples name it. */
  public String label() {
    return label;
  }

  /** That of this name; absent for one that is not known. */
  public static Optional<Aggregation> named(String label) {
    return Stream.of(values()).filter(each -> each.label.equals(label)).findFirst();
  }
}
