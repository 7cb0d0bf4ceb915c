package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.code.PythonFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A filter of a {@link FilterPipeline}. */
sealed interface FilterStep {
  /** Present where it is called for many generations at once. */
  default Optional<CallFunction> batched() {
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

  /** The first of the answers. */
  record TakeFirst() implements FilterStep {
    @Override
    public Filtered apply(Filtered in, Doc doc) {
      if (in.elements().isEmpty()) {
        throw new PlumblineException("the filters leave nothing of which to take the first");
      }
      return new Filtered(in.elements().get(0), in.missed());
    }
  }

  /** The first answers. */
  record TakeFirstK(int needs) implements FilterStep {
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
  record MajorityVote() implements FilterStep {
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
  record ChangeText(Change change) implements FilterStep {
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
  record FindAnswer(Search search) implements FilterStep {
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
  record CallFunction(PythonFunction function, boolean isClass, Map<String, Object> keywords)
      implements FilterStep {
    @Override
    public Optional<CallFunction> batched() {
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
  record LookUp(Map<String, String> mapping, String fallback) implements FilterStep {
    public LookUp {
      mapping = Map.copyOf(mapping);
    }

    @Override
    public Filtered apply(Filtered in, Doc doc) {
      return in.each(text -> mapping.getOrDefault(text, fallback));
    }
  }
}
