package dev.plumbline.results.published;

import java.util.Locale;
import java.util.Objects;

/**
 * Who has published a curve, and where.
 *
 * @param by such as {@code Geiping et al.}
 * @param date year and month, such as {@code 2025-02}; empty where it is not known
 * @param where such as {@code arXiv 2502.05171}
 */
public record Source(Kind kind, String title, String by, String date, String where) {
  public Source {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(date, "date");
    Objects.requireNonNull(where, "where");
  }

  /** How near whoever measured is to the model. */
  public enum Kind {
    /** The authors of the model, in their paper. */
    PAPER,
    /** Somebody else. */
    INDEPENDENT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** On one line. */
  @Override
  public String toString() {
    return by + ", " + title + ", " + where + (date.isEmpty() ? "" : " (" + date + ")");
  }
}
