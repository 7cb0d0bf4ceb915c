package dev.plumbline.tasks;

import java.util.OptionalInt;

/** A metric of {@code multiple_choice}. */
interface ChoiceMetric extends Metric<ChoiceAnswer> {

  /** The index of the choice that it takes for the answer; absent where it takes none. */
  default OptionalInt chosen(ChoiceAnswer answer) {
    return OptionalInt.empty();
  }

  /** Whether it compares the choices' log-likelihoods with those that they have without context. */
  default boolean asksAlone() {
    return false;
  }

  /** Why it cannot be measured on such a document; empty where it can. */
  default String refuses(ChoiceAnswer question) {
    return "";
  }
}
