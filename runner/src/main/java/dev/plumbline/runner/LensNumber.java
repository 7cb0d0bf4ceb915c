package dev.plumbline.runner;

import java.util.Locale;

/** What is known of the prediction behind a token where the core stopped. */
public enum LensNumber {
  /** The id of the most likely next token. */
  TOKEN,
  /** Its probability. */
  PROBABILITY,
  /** Of the prediction, in nats. */
  ENTROPY,
  /** The place of the deepest prediction's token among all, from 1. */
  FINAL_RANK,
  /** Natural log of the probability of the deepest prediction's token. */
  FINAL_LOG_PROBABILITY,
  /** KL(prediction || deepest prediction), in nats. */
  DIVERGENCE;

  /** As files name it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
