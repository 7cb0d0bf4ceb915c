package dev.plumbline.junit5;

import dev.plumbline.ci.SweepRunner;
import dev.plumbline.protocol.PlumblineException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@link Sweep} with its properties filled in; equal settings share one run.
 *
 * @param run a finished run instead of the request
 */
record SweepSettings(
    Optional<String> run,
    SweepRunner.Request request,
    Optional<String> baseline,
    double margin,
    double alpha) {
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}:]+)(:([^}]*))?}");

  /**
   * Reads an annotation.
   *
   * @param properties null for a property that is not set
   */
  static SweepSettings of(Sweep sweep, UnaryOperator<String> properties) {
    UnaryOperator<String> filled = text -> filled(text, properties);
    return new SweepSettings(
        given(filled.apply(sweep.run())),
        new SweepRunner.Request(
            given(filled.apply(sweep.bundle())),
            Arrays.stream(sweep.tasks()).map(filled).toList(),
            Arrays.stream(sweep.taskFiles()).map(filled).toList(),
            Arrays.stream(sweep.iterations()).boxed().toList(),
            sweep.limit() == 0 ? OptionalInt.empty() : OptionalInt.of(sweep.limit()),
            words(Arrays.stream(sweep.options()).map(filled).toList())),
        given(filled.apply(sweep.baseline())),
        sweep.margin(),
        sweep.alpha());
  }

  private static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static List<String> words(List<String> texts) {
    return texts.stream()
        .flatMap(text -> Arrays.stream(text.strip().split("\\s+")))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static String filled(String text, UnaryOperator<String> properties) {
    return PROPERTY
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(match, text, properties)));
  }

  private static String value(MatchResult match, String text, UnaryOperator<String> properties) {
    String value = properties.apply(match.group(1));
    if (value == null) {
      value = match.group(3);
    }
    if (value == null) {
      throw new PlumblineException(
          "@Sweep: '%s' needs the system property %s; set it, or write ${%s:otherwise}"
              .formatted(text, match.group(1), match.group(1)));
    }
    return value;
  }
}
