package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;

/**
 * How many documents of a task are asked, from its first, as lm-evaluation-harness takes its {@code
 * --limit}.
 *
 * @param value a number of documents, or below 1 a part of all, rounded up
 */
public record DocumentLimit(Number value) {
  /** Throws a {@link PlumblineException} for what is neither. */
  public DocumentLimit {
    double given = value.doubleValue();
    if (!(given > 0) || (given > 1 && given != Math.rint(given)) || given > Integer.MAX_VALUE) {
      throw new PlumblineException(
          "the limit is "
              + value
              + "; it must be a number of documents, 1 or more, or a part of all below 1");
    }
    value = given < 1 ? (Number) given : (Number) (int) given;
  }

  int of(int documents) {
    double given = value.doubleValue();
    return given < 1 ? (int) Math.ceil(documents * given) : Math.min((int) given, documents);
  }
}
