package dev.plumbline.protocol;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A score of a task over the points of a sweep: what accuracy-versus-compute curves are of. */
public record CurveId(String task, Score score) {
  /** Two colons belong to the name of a group within a group. */
  private static final Pattern SYNTAX = Pattern.compile("((?:[^:]|::)+):([^,]+(,[^,]+)?)");

  public CurveId {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(score, "score");
  }

  /**
   * Reads, for example, {@code gsm8k:exact_match,strict-match}.
   *
   * @throws PlumblineException if it is not of that form
   */
  public static CurveId parse(String text) {
    Matcher parts = SYNTAX.matcher(text.strip());
    if (!parts.matches()) {
      throw new PlumblineException(
          "'"
              + text
              + "' is not a curve; write task:metric or task:metric,filter, such as"
              + " gsm8k:exact_match,strict-match");
    }
    return new CurveId(parts.group(1), Score.parse(parts.group(2)));
  }

  /** A point of this curve, as a threshold names it: {@code gsm8k:exact_match@16}. */
  public String at(SweepPoint point) {
    return this + "@" + point.label();
  }

  /** In the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return task + ":" + score.key();
  }
}
