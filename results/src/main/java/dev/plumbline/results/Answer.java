package dev.plumbline.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the model answered, before it was judged. */
public sealed interface Answer {

  /**
   * Log-likelihoods of the continuations of one context.
   *
   * @param loglikelihoods natural logarithms, one per continuation in the document's order, at
   *     float32: the precision of the model, so that the digits written are the digits there are
   * @param greedy whether each continuation is what greedy decoding would have said
   */
  record MultipleChoice(List<Float> loglikelihoods, List<Boolean> greedy) implements Answer {
    public MultipleChoice {
      loglikelihoods = List.copyOf(loglikelihoods);
      greedy = List.copyOf(greedy);
      if (loglikelihoods.isEmpty() || loglikelihoods.size() != greedy.size()) {
        throw new IllegalArgumentException(
            loglikelihoods.size()
                + " loglikelihoods and "
                + greedy.size()
                + " greedy flags; expected one of each per continuation");
      }
    }

    /** The index of the highest log-likelihood, of equal ones the first. */
    public int likeliest() {
      return loglikelihoods.indexOf(Collections.max(loglikelihoods));
    }
  }

  /**
   * A generated text.
   *
   * @param text as generated, before any filter. A lone surrogate, which UTF-8 cannot hold, is
   *     written as {@code ?}.
   * @param filtered what each filter made of it, by the filter's name, in the task's order; empty
   *     for a task without filters
   */
  record Generation(String text, Map<String, String> filtered) implements Answer {
    public Generation {
      filtered = Collections.unmodifiableMap(new LinkedHashMap<>(filtered));
    }
  }

  /**
   * Generated programs that were executed.
   *
   * @param attempts at the document's problem, at least one; a sweep makes one, generations from
   *     elsewhere may be several
   */
  record Programs(List<Attempt> attempts) implements Answer {
    public Programs {
      attempts = List.copyOf(attempts);
      if (attempts.isEmpty()) {
        throw new IllegalArgumentException("no program, so there is nothing to have executed");
      }
    }
  }

  /**
   * One executed program.
   *
   * @param generation as in {@link Generation}
   * @param filtered as in {@link Generation}
   * @param verdict the sandbox's: {@code passed}, {@code failed: LAST LINE}, {@code timed out},
   *     {@code out of memory} or {@code refused: WHAT}
   * @param flags why a person may want to look at the program; usually empty
   */
  record Attempt(
      String generation,
      Map<String, String> filtered,
      boolean passed,
      String verdict,
      List<String> flags) {
    public Attempt {
      filtered = Collections.unmodifiableMap(new LinkedHashMap<>(filtered));
      flags = List.copyOf(flags);
    }
  }
}
