package dev.plumbline.tasks;

import java.util.List;
import java.util.Objects;

/** What the model answered. */
public sealed interface Reply {
  /**
   * The answer to a {@link Question.Choice}.
   *
   * @param loglikelihoods natural logarithm of each continuation's probability, in order
   * @param greedy whether each continuation is what greedy decoding would give
   */
  record Loglikelihoods(List<Double> loglikelihoods, List<Boolean> greedy) implements Reply {
    public Loglikelihoods {
      loglikelihoods = List.copyOf(loglikelihoods);
      greedy = List.copyOf(greedy);
    }
  }

  /** The answer to a {@link Question.Generation}: the text without its stop string. */
  record Text(String generation) implements Reply {
    public Text {
      Objects.requireNonNull(generation, "generation");
    }
  }
}
