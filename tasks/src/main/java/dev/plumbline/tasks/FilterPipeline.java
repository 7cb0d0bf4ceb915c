package dev.plumbline.tasks;

import dev.plumbline.protocol.Score;
import dev.plumbline.tasks.code.PythonFunction;
import dev.plumbline.tasks.python.PythonRegex;
import dev.plumbline.tasks.python.PythonText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A named way from a generation to an answer. A document has one generation here ({@code repeats:
 * 1}), so that take_first, take_first_k and majority_vote are the identity.
 *
 * @param single whether the answer is a text to the task's own functions; otherwise it is a list of
 *     one
 */
record FilterPipeline(String name, List<Step> steps, boolean single) {
  /** The filter's name where a task defines no filters. */
  static final String NONE = "none";

  FilterPipeline {
    Objects.requireNonNull(name, "name");
    steps = List.copyOf(steps);
  }

  FilterPipeline(String name, List<Step> steps) {
    this(name, steps, true);
  }

  /** The Python functions among its steps. */
  List<PythonFunction> functions() {
    return steps.stream()
        .flatMap(step -> step.batched().stream())
        .map(FunctionStep::function)
        .toList();
  }

  /**
   * What a filter made of a generation.
   *
   * @param missed whether the last step that searched for an answer found none
   */
  record Filtered(String text, boolean missed) {}

  /** A metric of the answers that this filter takes. */
  Score score(String metric) {
    return name.equals(NONE) ? Score.of(metric) : new Score(metric, name);
  }

  /** Whether a generation may turn out to have no answer. */
  boolean searches() {
    return steps.stream().anyMatch(Step::searches);
  }

  Filtered apply(String generation, Doc doc) {
    Filtered filtered = new Filtered(generation, false);
    for (Step step : steps) {
      filtered = step.apply(filtered, doc);
    }
    return filtered;
  }

  sealed interface Step {
    /** Present where it is called for many generations at once. */
    default Optional<FunctionStep> batched() {
      return Optional.empty();
    }

    /** Whether it may find no answer. */
    default boolean searches() {
      return false;
    }

    Filtered apply(Filtered in, Doc doc);
  }

  /** Turns a text into another. */
  @FunctionalInterface
  interface Change {
    String apply(String text, Doc doc);
  }

  /** A step that always gives a text. */
  record ChangeStep(Change change) implements Step {
    @Override
    public Filtered apply(Filtered in, Doc doc) {
      return new Filtered(change.apply(in.text(), doc), in.missed());
    }
  }

  /**
   * A Python function or class, which is called for many generations at once: see {@link
   * FunctionJudge}.
   *
   * @param isClass whether it is a class of filters, and no function
   * @param keywords that the class is made with
   */
  record FunctionStep(PythonFunction function, boolean isClass, Map<String, Object> keywords)
      implements Step {
    @Override
    public Optional<FunctionStep> batched() {
      return Optional.of(this);
    }

    @Override
    public Filtered apply(Filtered in, Doc doc) {
      throw new IllegalStateException(function.name() + " is called for many generations at once");
    }
  }

  /**
   * Finds an answer.
   *
   * @param select which of the matches, from the end where negative
   * @param fallback the answer where nothing matches
   */
  record RegexStep(PythonRegex regex, int select, String fallback) implements Step {
    static final String DEFAULT_FALLBACK = "[invalid]";
    static final String DEFAULT_PATTERN = "#### (\\-?[0-9\\.\\,]+)";

    @Override
    public boolean searches() {
      return true;
    }

    @Override
    public Filtered apply(Filtered in, Doc doc) {
      List<List<String>> found = regex.findAll(in.text());
      int index = select < 0 ? select + found.size() : select;
      if (index < 0 || index >= found.size()) {
        return new Filtered(fallback, true);
      }
      List<String> groups = found.get(index);
      if (groups.size() == 1) {
        return new Filtered(PythonText.strip(groups.get(0)), false);
      }
      return groups.stream()
          .filter(group -> !group.isEmpty())
          .findFirst()
          .map(group -> new Filtered(PythonText.strip(group), false))
          .orElse(new Filtered(PythonText.strip(fallback), true));
    }
  }

  /** Finds the letter of a choice. */
  record ChoiceStep(ChoiceSearch search) implements Step {
    @Override
    public boolean searches() {
      return true;
    }

    @Override
    public Filtered apply(Filtered in, Doc doc) {
      return search
          .find(in.text(), doc)
          .map(found -> new Filtered(found, false))
          .orElse(new Filtered(search.fallback(), true));
    }
  }

  /**
   * Looks the text up.
   *
   * @param fallback for texts that are not there
   */
  record MapStep(Map<String, String> mapping, String fallback) implements Step {
    public MapStep {
      mapping = Map.copyOf(mapping);
    }

    @Override
    public Filtered apply(Filtered in, Doc doc) {
      return new Filtered(mapping.getOrDefault(in.text(), fallback), in.missed());
    }
  }
}
