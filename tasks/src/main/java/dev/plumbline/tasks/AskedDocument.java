package dev.plumbline.tasks;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.Question;
import java.util.Optional;
import java.util.function.Function;

/** A document as its format asks it, with what judging the answer needs. Immutable. */
interface AskedDocument {
  Doc doc();

  Question question();

  /** What makes the document doubtful, though it is asked. */
  default Optional<String> doubt() {
    return Optional.empty();
  }

  /** Judges log-likelihoods, where the format asks for them. */
  default Outcome judge(Answer.Loglikelihoods answer) {
    throw mismatch(answer);
  }

  /**
   * Judges a generation, where the format asks for one.
   *
   * @throws dev.plumbline.protocol.PlumblineException where it cannot be judged
   */
  default Outcome judge(Answer.Generation answer) {
    return judge(answer, filter -> filter.apply(answer.texts(), doc()));
  }

  /**
   * Judges a generation, where the format asks for one, by what its filters have taken from it.
   *
   * @throws dev.plumbline.protocol.PlumblineException where it cannot be judged
   */
  default Outcome judge(Answer.Generation answer, Function<FilterPipeline, Filtered> filtered) {
    throw mismatch(answer);
  }

  /** An answer with what metrics of a generation need, where the format asks for one. */
  default FilteredAnswer judged(Filtered answer) {
    throw new IllegalStateException(question().document() + " is not asked for a text");
  }

  /** Present where the answer is a program that its score comes from executing. */
  default Optional<Problem> problem() {
    return Optional.empty();
  }

  private IllegalArgumentException mismatch(Answer answer) {
    return new IllegalArgumentException(
        "an answer of "
            + answer.getClass().getSimpleName()
            + " to a request of "
            + question().request().getClass().getSimpleName());
  }
}
