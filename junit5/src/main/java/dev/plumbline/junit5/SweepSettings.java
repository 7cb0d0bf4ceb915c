package dev.plumbline.junit5;

import dev.plumbline.harness.CodeExecution;
import dev.plumbline.harness.Depths;
import dev.plumbline.harness.Execution;
import dev.plumbline.harness.Prompting;
import dev.plumbline.harness.StartState;
import dev.plumbline.harness.SweepPlan;
import dev.plumbline.harness.TaskSelection;
import dev.plumbline.harness.TaskSources;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.DecodingOptions;
import dev.plumbline.tasks.DocumentLimit;
import dev.plumbline.tasks.PromptOptions;
import dev.plumbline.tasks.TaskCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@link Sweep} with its properties filled in; equal settings share one run.
 *
 * @param run a finished run instead of the plan's
 */
record SweepSettings(
    Optional<Path> run,
    SweepPlan plan,
    Execution execution,
    Optional<Path> baseline,
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
        path(filled.apply(sweep.run())),
        plan(sweep, filled),
        execution(sweep.threads()),
        path(filled.apply(sweep.baseline())),
        sweep.margin(),
        sweep.alpha());
  }

  private static SweepPlan plan(Sweep sweep, UnaryOperator<String> filled) {
    TaskSources sources =
        new TaskSources(
            Arrays.stream(sweep.taskFiles()).map(filled).map(Path::of).toList(),
            path(filled.apply(sweep.data())),
            new TaskCode(sweep.allowTaskCode(), path(filled.apply(sweep.python()))));
    Optional<DocumentLimit> limit =
        sweep.limit() == 0 ? Optional.empty() : Optional.of(new DocumentLimit(sweep.limit()));
    return new SweepPlan(
        path(filled.apply(sweep.bundle())),
        depths(sweep.iterations()),
        new TaskSelection(Arrays.stream(sweep.tasks()).map(filled).toList(), sources, limit),
        new Prompting(
            sweep.numFewshot() < 0 ? OptionalInt.empty() : OptionalInt.of(sweep.numFewshot()),
            PromptOptions.DEFAULT_FEWSHOT_SEED,
            sweep.chat(),
            false,
            Optional.of(filled.apply(sweep.system())).filter(text -> !text.isEmpty())),
        new DecodingOptions(
            sweep.maxGenToks() == 0 ? OptionalInt.empty() : OptionalInt.of(sweep.maxGenToks()),
            sweep.temperature() < 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(sweep.temperature()),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            sweep.seed()),
        sweep.allowCode() ? CodeExecution.SANDBOXED : CodeExecution.NEVER,
        new StartState(StartState.Kind.RANDOM, scale(filled.apply(sweep.initScale()))),
        Optional.empty(),
        sweep.seed(),
        Optional.empty(),
        false);
  }

  private static Depths depths(int[] iterations) {
    List<Integer> given = Arrays.stream(iterations).boxed().toList();
    return given.isEmpty() ? Depths.suiting() : Depths.of(dev.plumbline.protocol.Sweep.of(given));
  }

  private static Execution execution(int threads) {
    return threads == 0 ? Execution.defaults() : Execution.defaults().withThreads(threads);
  }

  private static double scale(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new PlumblineException("@Sweep: initScale must be a number, got '" + text + "'");
    }
  }

  private static Optional<Path> path(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
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
