package dev.plumbline.tasks;

import dev.plumbline.protocol.text.YamlMap;
import dev.plumbline.tasks.python.PythonRegex;
import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Whether answer and target are the same text.
 *
 * @param regexesToIgnore what they match is removed from both, one after the other
 */
record ExactMatch(
    String name,
    boolean higherIsBetter,
    Combination combination,
    List<PythonRegex> regexesToIgnore,
    boolean ignoreCase,
    boolean ignorePunctuation,
    boolean ignoreNumbers)
    implements Metric<FilteredAnswer> {
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  private static final String DIGITS = "0123456789";

  ExactMatch {
    Objects.requireNonNull(name, "name");
    regexesToIgnore = List.copyOf(regexesToIgnore);
  }

  /** Where a task names no metric. */
  static ExactMatch plain() {
    return new ExactMatch(
        "exact_match", true, Combination.Known.MEAN, List.of(), false, false, false);
  }

  static ExactMatch read(YamlMap entry, String name, boolean higherIsBetter) {
    List<PythonRegex> ignored = new ArrayList<>();
    for (String source : entry.texts("regexes_to_ignore").orElse(List.of())) {
      entry.parsed("regexes_to_ignore", source, PythonRegex::compile).ifPresent(ignored::add);
    }
    return new ExactMatch(
        name,
        higherIsBetter,
        Aggregations.ofNumbers(entry),
        ignored,
        entry.truth("ignore_case", false),
        entry.truth("ignore_punctuation", false),
        entry.truth("ignore_numbers", false));
  }

  @Override
  public double measure(FilteredAnswer answer) {
    String text = normalised(answer.text());
    return answer.targets().stream().anyMatch(target -> text.equals(normalised(target))) ? 1 : 0;
  }

  private String normalised(String text) {
    String result = text;
    for (PythonRegex regex : regexesToIgnore) {
      result = regex.removeFrom(result);
    }
    if (ignoreCase) {
      result = PythonText.lower(result);
    }
    if (ignorePunctuation) {
      result = without(result, PUNCTUATION);
    }
    if (ignoreNumbers) {
      result = without(result, DIGITS);
    }
    return result;
  }

  private static String without(String text, String characters) {
    StringBuilder out = new StringBuilder();
    text.chars().filter(c -> characters.indexOf(c) < 0).forEach(c -> out.append((char) c));
    return out.toString();
  }
}
