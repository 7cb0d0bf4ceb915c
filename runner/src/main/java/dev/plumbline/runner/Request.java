package dev.plumbline.runner;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Sampling;
import java.util.List;

/** What one document asks of the model. */
public sealed interface Request {

  /**
   * A text with which this and other requests begin, such as few-shot examples; the model reads it
   * once for all. It changes answers by rounding at most. Empty if there is none.
   */
  String sharedPrefix();

  /**
   * The log-likelihood of each continuation after the same context.
   *
   * @param context may be empty: the beginning-of-text token then stands for it
   * @param continuations at least one, none empty; a word's leading space belongs here
   */
  record Loglikelihood(String context, List<String> continuations, String sharedPrefix)
      implements Request {
    public Loglikelihood {
      requirePrefix(sharedPrefix, context);
      continuations = List.copyOf(continuations);
      if (continuations.isEmpty() || continuations.contains("")) {
        throw new IllegalArgumentException("continuations must not be empty: " + continuations);
      }
    }

    /** A request that shares nothing. */
    public Loglikelihood(String context, List<String> continuations) {
      this(context, continuations, "");
    }
  }

  /**
   * A text that goes on from a prompt.
   *
   * @param until strings at the first of which the text is cut; the end-of-text token always is one
   * @param maxTokens the most tokens to generate, at least 1
   */
  record Generation(
      String prompt, List<String> until, int maxTokens, Sampling sampling, String sharedPrefix)
      implements Request {
    public Generation {
      requirePrefix(sharedPrefix, prompt);
      until = until.stream().filter(stop -> !stop.isEmpty()).toList();
      if (maxTokens < 1) {
        throw new PlumblineException(
            "the most tokens to generate must be at least 1, got " + maxTokens);
      }
    }

    /** A request that shares nothing. */
    public Generation(String prompt, List<String> until, int maxTokens, Sampling sampling) {
      this(prompt, until, maxTokens, sampling, "");
    }
  }

  private static void requirePrefix(String prefix, String text) {
    if (!text.startsWith(prefix)) {
      throw new IllegalArgumentException("'%s' does not begin with '%s'".formatted(text, prefix));
    }
  }
}
