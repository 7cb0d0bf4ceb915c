package dev.plumbline.protocol;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a token leaves the core before the last iteration.
 *
 * @param threshold the criterion's value must fall below it; that of {@link
 *     ExitCriterion#ARGMAX_STABILITY} and {@link ExitCriterion#GATE} must reach it
 * @param from the first iteration after which the criterion is looked at, from 1 (Huginn's {@code
 *     min_steps} plus one)
 * @param every after how many more it is looked at again, at least 1
 * @param inPrefill whether prompts leave early, too; otherwise they run all iterations
 */
public record Exit(
    ExitCriterion criterion, double threshold, int from, int every, boolean inPrefill) {
  /** All iterations run. */
  public static final Exit NONE = new Exit(ExitCriterion.NONE, 0, 1, 1, true);

  /** What {@link #parse} reads of what {@link #label} writes, as a regular expression. */
  static final String LABEL =
      "(?:entropy-diff|latent-diff|kl|minp-kl|argmax-stability|cosine|acceleration|gate)"
          + ":[0-9]+(?:\\.[0-9]+)?(?::from[0-9]{1,4})?(?::every[0-9]{1,4})?(?::decode)?";

  private static final Pattern PARTS =
      Pattern.compile(
          "([a-z-]+)(?::([0-9.eE+-]+))?(?::from([0-9]{1,4}))?(?::every([0-9]{1,4}))?(:decode)?");

  public Exit {
    boolean possible =
        switch (criterion) {
          case NONE -> threshold == 0;
          case ENTROPY_DIFF, LATENT_DIFF, KL, MINP_KL, COSINE, ACCELERATION ->
              threshold > 0 && Double.isFinite(threshold);
          case ARGMAX_STABILITY -> threshold >= 1 && threshold == Math.rint(threshold);
          case GATE -> threshold > 0 && threshold <= 1;
        };
    if (!possible) {
      throw new PlumblineException(
          "%s cannot have the threshold %s; it must be %s"
              .formatted(
                  criterion.word(),
                  threshold,
                  switch (criterion) {
                    case NONE -> "0";
                    case ARGMAX_STABILITY -> "a whole number of at least 1";
                    case GATE -> "above 0 and at most 1";
                    case ENTROPY_DIFF, LATENT_DIFF, KL, MINP_KL, COSINE, ACCELERATION -> "above 0";
                  }));
    }
    if (from < 1 || every < 1) {
      throw new PlumblineException(
          "an exit is looked for from iteration 1 on, and every 1 or more; got from %d, every %d"
              .formatted(from, every));
    }
  }

  /** Looked at after every iteration, in the prefill, too. */
  public static Exit at(ExitCriterion criterion, double threshold) {
    return new Exit(criterion, threshold, 1, 1, true);
  }

  /**
   * Reads a {@link #label} or a shorter form, such as {@code kl} with the usual threshold or {@code
   * kl:5e-4}.
   *
   * @throws PlumblineException if it is none
   */
  public static Exit parse(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new PlumblineException(
          "'%s' is no exit; write a criterion and a threshold, such as kl:0.001".formatted(text));
    }
    ExitCriterion criterion = ExitCriterion.parse(parts.group(1));
    try {
      return new Exit(
          criterion,
          parts.group(2) == null ? criterion.usualThreshold() : Double.parseDouble(parts.group(2)),
          parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3)),
          parts.group(4) == null ? 1 : Integer.parseInt(parts.group(4)),
          parts.group(5) == null);
    } catch (NumberFormatException e) {
      throw new PlumblineException(
          "'%s' is no exit: %s is no number".formatted(text, parts.group(2)), e);
    }
  }

  /** Whether it is looked at after an iteration, from 1. */
  public boolean due(int iteration) {
    return criterion != ExitCriterion.NONE && iteration >= from && (iteration - from) % every == 0;
  }

  /** Such as {@code kl:0.001}, {@code kl:0.001:from4:every2:decode}. */
  public String label() {
    return criterion.word()
        + ":"
        + new BigDecimal(Double.toString(threshold)).stripTrailingZeros().toPlainString()
        + conditions();
  }

  /** The criterion and its conditions without the threshold, which a curve may be over. */
  String rule() {
    return criterion.word() + conditions();
  }

  private String conditions() {
    return (from == 1 ? "" : ":from" + from)
        + (every == 1 ? "" : ":every" + every)
        + (inPrefill ? "" : ":decode");
  }
}
