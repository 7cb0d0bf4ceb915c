package dev.plumbline.tasks;

import java.util.OptionalInt;

/** A metric of {@code multiple_choice}. */
interface ChoiceMetric extends Metric<ChoiceAnswer> {

  /** The index of the choice that it takes for the answer; absent where it takes none. */
  default OptionalInt chosen(ChoiceAnswer answer) {
    return OptionalInt.empty();
  }
}
