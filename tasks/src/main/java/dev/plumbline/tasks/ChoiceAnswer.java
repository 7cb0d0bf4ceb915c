package dev.plumbline.tasks;

import java.util.List;

/**
 * The answer to a multiple choice, with all that metrics need.
 *
 * @param choices without the delimiter before them
 * @param gold the indices of the right ones
 * @param loglikelihoods natural logarithms, one per choice
 * @param greedy whether each choice is what greedy decoding would give
 * @param alone the choices' log-likelihoods without a context; empty where nobody asked
 */
record ChoiceAnswer(
    List<String> choices,
    List<Integer> gold,
    List<Float> loglikelihoods,
    List<Boolean> greedy,
    List<Float> alone) {

  /** Whether one choice is right, and is there. */
  boolean hasOneGold() {
    return gold.size() == 1 && gold.get(0) >= 0;
  }

  /** The index of the right choice, of which {@link MultipleChoice} has seen that it is one. */
  int onlyGold() {
    return gold.get(0);
  }
}
