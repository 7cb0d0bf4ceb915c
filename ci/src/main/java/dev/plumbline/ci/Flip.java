package dev.plumbline.ci;

import java.util.Locale;

/**
 * A document that scores otherwise than before.
 *
 * @param prompt the end of what was asked, shortened, on one line, as are target and answer
 * @param before its score in the baseline, or at the depth compared with
 * @param after its score now; NaN where it has none any more
 * @param answer what the model answers now
 */
public record Flip(
    int docId, String prompt, String target, double before, double after, String answer) {
  public Flip {
    prompt = OneLine.of(prompt);
    target = OneLine.of(target);
    answer = OneLine.of(answer);
  }

  public boolean isLost() {
    return !(after >= before);
  }

  /** One line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "document %d %s (%s to %s): asked \"%s\", right is \"%s\", answered \"%s\"",
        docId,
        isLost() ? "lost" : "gained",
        Numbers.of(before),
        Double.isNaN(after) ? "no score" : Numbers.of(after),
        prompt,
        target,
        answer);
  }
}
