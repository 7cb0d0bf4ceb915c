package dev.plumbline.results.published;

import java.util.Optional;

/**
 * A setting that a published curve and a run do not have in common, as far as is known.
 *
 * @param published absent where the source does not say
 * @param here absent where the run does not say
 */
public record Difference(String setting, Optional<String> published, Optional<String> here) {
  /** What stands for what nobody knows. */
  private static final String UNKNOWN = "unknown";

  /** Whether it is known of both, so that they do differ. */
  public boolean isKnown() {
    return published.isPresent() && here.isPresent();
  }

  /** {@code num_fewshot: published 8, here 5}. */
  @Override
  public String toString() {
    return "%s: published %s, here %s"
        .formatted(setting, published.orElse(UNKNOWN), here.orElse(UNKNOWN));
  }
}
