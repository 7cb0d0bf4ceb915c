package dev.plumbline.results;

import dev.plumbline.protocol.Outcome.Scored;
import java.util.Map;
import java.util.function.Function;

/** Where a run's answers come from. */
public sealed interface Origin {

  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(Function<Asked, R> asked, Function<Scored, R> scored, Function<Imported, R> imported);

  /** What asked the model, or scored what it had said. */
  Tool tool();

  /** The model was asked here. */
  record Asked(Tool tool) implements Origin {
    @Override
    public <R> R match(
        Function<Asked, R> asked, Function<Scored, R> scored, Function<Imported, R> imported) {
      return asked.apply(this);
    }
  }

  /** Programs from a file of samples were scored here, so that nothing is known of a model. */
  record Scored(Tool tool) implements Origin {
    @Override
    public <R> R match(
        Function<Asked, R> asked, Function<Scored, R> scored, Function<Imported, R> imported) {
      return scored.apply(this);
    }
  }

  /**
   * Answers of another tool were imported with their scores.
   *
   * @param fewshot examples in the prompts, by task, as whoever asked stated them
   */
  record Imported(Tool tool, Map<String, Integer> fewshot) implements Origin {
    public Imported {
      fewshot = Map.copyOf(fewshot);
    }

    @Override
    public <R> R match(
        Function<Asked, R> asked, Function<Scored, R> scored, Function<Imported, R> imported) {
      return imported.apply(this);
    }
  }
}
