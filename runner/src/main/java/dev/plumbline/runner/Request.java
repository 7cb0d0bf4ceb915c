package dev.plumbline.runner;

import dev.plumbline.runner.bundle.ModelException;
import java.util.List;

/** What one document asks of the model. */
public sealed interface Request {

  /**
   * The log-likelihood of each continuation after the same context.
   *
   * @param context may be empty: the beginning-of-text token then stands for it
   * @param continuations at least one, none empty; a word's leading space belongs here
   */
  record Loglikelihood(String context, List<String> continuations) implements Request {
    public Loglikelihood {
      continuations = List.copyOf(continuations);
      if (continuations.isEmpty() || continuations.contains("")) {
        throw new IllegalArgumentException("continuations must not be empty: " + continuations);
      }
    }
  }

  /**
   * A text that goes on from a prompt.
   *
   * @param until strings at the first of which the text is cut; the end-of-text token always is one
   * @param maxTokens the most tokens to generate, at least 1
   */
  record Generation(String prompt, List<String> until, int maxTokens, Sampling sampling)
      implements Request {
    public Generation {
      until = until.stream().filter(stop -> !stop.isEmpty()).toList();
      if (maxTokens < 1) {
        throw new ModelException(
            "the most tokens to generate must be at least 1, got " + maxTokens);
      }
    }
  }
}
