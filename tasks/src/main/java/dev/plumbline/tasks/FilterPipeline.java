package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Score;
import dev.plumbline.tasks.code.Given;
import dev.plumbline.tasks.code.PythonFunction;
import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A named way from a document's generations to an answer, as lm-evaluation-harness goes it: each
 * step makes another value of the one before, which begins as the list of generations: one, unless
 * the task {@code repeats}.
 */
record FilterPipeline(String name, List<Step> steps) {
  /** The filter's name where a task defines no filters. */
  static final String NONE = "none";

  FilterPipeline {
    Objects.requireNonNull(name, "name");
    steps = List.copyOf(steps);
  }

  /** Where a task defines no filters. */
  static FilterPipeline none() {
    return new FilterPipeline(NONE, List.of(new TakeFirstStep()));
  }

  /** The Python functions among its steps. */
  List<PythonFunction> functions() {
    return steps.stream()
        .flatMap(step -> step.batched().stream())
        .map(FunctionStep::function)
        .toList();
  }

  /**
   * What a filter made of generations.
   *
   * @param value a list with an answer for each of them, or what a step made of that
   * @param missed whether the last step that searched for an answer found none
   */
  record Filtered(Object value, boolean missed) {
    /**
     * The answer as a text, a list of one included.
     *
     * @throws PlumblineException where it is none
     */
    String text() {
      Object only = value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
      if (only instanceof String text) {
        return text;
      }
      throw new PlumblineException(
          "the filters leave " + PythonText.repr(value) + ", where a text is needed");
    }

    /** As results show it, which need not be a text. */
    String shown() {
      Object only = value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
      return PythonText.str(only);
    }

    /** The value's elements; those of a text are its characters, as in Python. */
    private List<?> elements() {
      if (value instanceof String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
      }
      if (Given.list(value) instanceof List<?> list) {
        return list;
      }
      throw new PlumblineException(
          "the filters leave " + PythonText.repr(value) + ", where a list is needed");
    }

    private Filtered each(Function<String, String> change) {
      List<Object> changed = new ArrayList<>();
      for (Object element : elements()) {
        changed.add(change.apply(textOf(element)));
      }
      return new Filtered(changed, missed);
    }

    private static String textOf(Object element) {
      if (element instanceof String text) {
        return text;
      }
      throw new PlumblineException(
          "the filters leave " + PythonText.repr(element) + ", where a text is needed");
    }
  }

  /** A metric of the answers that this filter takes. */
  Score score(String metric) {
    return name.equals(NONE) ? Score.of(metric) : new Score(metric, name);
  }

  /** Whether a generation may turn out to have no answer. */
  boolean searches() {
    return steps.stream().anyMatch(Step::searches);
  }

  /** How many generations it takes at least. */
  int needs() {
    return steps.stream().mapToInt(Step::needs).max().orElse(1);
  }

  Filtered apply(List<String> generations, Doc doc) {
    Filtered filtered = new Filtered(generations, false);
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

    /** How many answers it takes at least. */
    default int needs() {
      return 1;
    }

    /** Whether it may find no answer. */
    default boolean searches() {
      return false;
    }

    Filtered apply(Filtered in, Doc doc);
  }

  /** The first of the answers. */
  record TakeFirstStep() implements Step {
    @Override
    public Filtered apply(Filtered in, Doc doc) {
      if (in.elements().isEmpty()) {
        throw new PlumblineException("the filters leave nothing of which to take the first");
      }
      return new Filtered(in.elements().get(0), in.missed());
    }
  }

  /** The first answers. */
  record TakeFirstKStep(int needs) implements Step {
    @Override
    public Filtered apply(Filtered in, Doc doc) {
      List<?> all = in.elements();
      if (all.size() < needs) {
        throw new PlumblineException(
            "take_first_k needs %d answers, and there are %d".formatted(needs, all.size()));
      }
      return new Filtered(all.subList(0, needs), in.missed());
    }
  }

  /** The most frequent of the answers, of several the first one; as a list of one. */
  record MajorityStep() implements Step {
    @Override
    public Filtered apply(Filtered in, Doc doc) {
      Map<Object, Integer> counts = new LinkedHashMap<>();
      in.elements().forEach(answer -> counts.merge(answer, 1, Integer::sum));
      Object most =
          counts.entrySet().stream()
              .reduce((one, other) -> other.getValue() > one.getValue() ? other : one)
              .map(Map.Entry::getKey)
              .orElseThrow(() -> new PlumblineException("the filters leave nothing to vote on"));
      return new Filtered(Arrays.asList(most), in.missed());
    }
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
      return in.each(text -> change.apply(text, doc));
    }
  }

  /** Finds an answer in a text. */
  @FunctionalInterface
  interface Search {
    Found find(String text, Doc doc);
  }

  /**
   * What a search found.
   *
   * @param missed whether the answer is no more than what the task file puts in its place
   */
  record Found(Object answer, boolean missed) {}

  /** Finds answers. */
  record SearchStep(Search search) implements Step {
    @Override
    public boolean searches() {
      return true;
    }

    @Override
    public Filtered apply(Filtered in, Doc doc) {
      List<Object> found = new ArrayList<>();
      boolean missed = true;
      for (Object element : in.elements()) {
        // As in lm-evaluation-harness, there is nothing to find in what is no text.
        Found each = search.find(element instanceof String text ? text : "", doc);
        missed &= each.missed();
        found.add(each.answer());
      }
      return new Filtered(found, missed);
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
   * Looks texts up.
   *
   * @param fallback for texts that are not there
   */
  record MapStep(Map<String, String> mapping, String fallback) implements Step {
    public MapStep {
      mapping = Map.copyOf(mapping);
    }

    @Override
    public Filtered apply(Filtered in, Doc doc) {
      return in.each(text -> mapping.getOrDefault(text, fallback));
    }
  }
}
