package dev.plumbline.protocol;

import dev.plumbline.protocol.Response.Attempt;
import dev.plumbline.protocol.Response.Choice;
import dev.plumbline.protocol.Response.Generation;
import dev.plumbline.protocol.Response.Programs;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What was judged: an answer, and what the judge took from it; as a sample holds it. */
public sealed interface Response {

  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(
      Function<Choice, R> choice,
      Function<Generation, R> generation,
      Function<Programs, R> programs);

  /**
   * Log-likelihoods of the continuations of one context.
   *
   * @param loglikelihoods natural logarithms, one per continuation in the document's order
   * @param greedy whether each continuation is what greedy decoding would have said
   * @param chosen the continuation that the judge took, by score; lacks scores that choose none,
   *     and all where nobody recorded it
   */
  record Choice(List<Float> loglikelihoods, List<Boolean> greedy, Map<Score, Integer> chosen)
      implements Response {
    public Choice {
      loglikelihoods = List.copyOf(loglikelihoods);
      greedy = List.copyOf(greedy);
      chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
      if (loglikelihoods.isEmpty() || loglikelihoods.size() != greedy.size()) {
        throw new IllegalArgumentException(
            loglikelihoods.size()
                + " loglikelihoods and "
                + greedy.size()
                + " greedy flags; expected one of each per continuation");
      }
    }

    public Choice(List<Float> loglikelihoods, List<Boolean> greedy) {
      this(loglikelihoods, greedy, Map.of());
    }

    /** The index of the highest log-likelihood, of equal ones the first. */
    public int likeliest() {
      return loglikelihoods.indexOf(Collections.max(loglikelihoods));
    }

    @Override
    public <R> R match(
        Function<Choice, R> choice,
        Function<Generation, R> generation,
        Function<Programs, R> programs) {
      return choice.apply(this);
    }
  }

  /**
   * A generated text.
   *
   * @param text as generated, before any filter. A lone surrogate, which UTF-8 cannot hold, is
   *     written as {@code ?}.
   * @param filtered what each filter made of it, by the filter's name, in the task's order; empty
   *     for a task without filters
   * @param others the further texts of a document that was asked several times
   */
  record Generation(String text, Map<String, String> filtered, List<String> others)
      implements Response {
    public Generation {
      filtered = Collections.unmodifiableMap(new LinkedHashMap<>(filtered));
      others = List.copyOf(others);
    }

    /** Of a document that was asked once. */
    public Generation(String text, Map<String, String> filtered) {
      this(text, filtered, List.of());
    }

    /** All texts, in the order in which they were asked for. */
    public List<String> texts() {
      return Stream.concat(Stream.of(text), others.stream()).toList();
    }

    @Override
    public <R> R match(
        Function<Choice, R> choice,
        Function<Generation, R> generation,
        Function<Programs, R> programs) {
      return generation.apply(this);
    }
  }

  /**
   * Generated programs that were executed.
   *
   * @param attempts at the document's problem, at least one; a sweep makes one, generations from
   *     elsewhere may be several
   */
  record Programs(List<Attempt> attempts) implements Response {
    public Programs {
      attempts = List.copyOf(attempts);
      if (attempts.isEmpty()) {
        throw new IllegalArgumentException("no program, so there is nothing to have executed");
      }
    }

    @Override
    public <R> R match(
        Function<Choice, R> choice,
        Function<Generation, R> generation,
        Function<Programs, R> programs) {
      return programs.apply(this);
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
