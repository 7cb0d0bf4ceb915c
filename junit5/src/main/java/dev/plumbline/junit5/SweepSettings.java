package dev.plumbline.junit5;

import dev.plumbline.ci.Rules;
import dev.plumbline.harness.CodeExecution;
import dev.plumbline.harness.Depths;
import dev.plumbline.harness.Execution;
import dev.plumbline.harness.Prompting;
import dev.plumbline.harness.StartState;
import dev.plumbline.harness.SweepPlan;
import dev.plumbline.harness.TaskSelection;
import dev.plumbline.harness.TaskSources;
import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Sampling;
import dev.plumbline.tasks.DecodingOptions;
import dev.plumbline.tasks.DocumentLimit;
import dev.plumbline.tasks.PromptOptions;
import dev.plumbline.tasks.TaskCode;
import java.nio.file.Files;
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

  /** Of an initial state, as the runner has it. */
  private static final int MOST_SCALE = 1000;

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
        margin(sweep.margin()),
        Attribute.of("alpha", () -> new Rules(sweep.alpha(), List.of())).alpha());
  }

  private static double margin(double margin) {
    if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
      throw Attribute.refused("margin", "must be 0 or more, got " + margin);
    }
    return margin;
  }

  private static SweepPlan plan(Sweep sweep, UnaryOperator<String> filled) {
    TaskSources sources =
        new TaskSources(
            Arrays.stream(sweep.taskFiles())
                .map(filled)
                .map(file -> existing("taskFiles", Path.of(file)))
                .toList(),
            path(filled.apply(sweep.data())).map(folder -> existing("data", folder)),
            new TaskCode(
                sweep.allowTaskCode(),
                path(filled.apply(sweep.python())).map(file -> existing("python", file))));
    Optional<DocumentLimit> limit =
        sweep.limit() == 0
            ? Optional.empty()
            : Attribute.of("limit", () -> Optional.of(new DocumentLimit(sweep.limit())));
    return new SweepPlan(
        path(filled.apply(sweep.bundle())).map(folder -> existing("bundle", folder)),
        depths(sweep.iterations()),
        new TaskSelection(Arrays.stream(sweep.tasks()).map(filled).toList(), sources, limit),
        new Prompting(
            sweep.numFewshot() < 0 ? OptionalInt.empty() : OptionalInt.of(sweep.numFewshot()),
            PromptOptions.DEFAULT_FEWSHOT_SEED,
            sweep.chat(),
            false,
            Optional.of(filled.apply(sweep.system())).filter(text -> !text.isEmpty())),
        new DecodingOptions(
            maxGenToks(sweep.maxGenToks()),
            temperature(sweep.temperature()),
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
    return given.isEmpty()
        ? Depths.suiting()
        : Depths.of(Attribute.of("iterations", () -> dev.plumbline.protocol.Sweep.of(given)));
  }

  private static Path existing(String attribute, Path path) {
    if (!Files.exists(path)) {
      throw Attribute.refused(
          attribute, path + ": is not there; paths start at the working folder");
    }
    return path;
  }

  private static OptionalInt maxGenToks(int given) {
    return given == 0
        ? OptionalInt.empty()
        : OptionalInt.of(Attribute.of("maxGenToks", () -> Decoding.greedy(given)).maxTokens());
  }

  private static OptionalDouble temperature(double given) {
    if (given < 0) {
      return OptionalDouble.empty();
    }
    if (given != 0) {
      Attribute.of("temperature", () -> new Sampling.Random(given, 0, 1, 0, 0));
    }
    return OptionalDouble.of(given);
  }

  private static Execution execution(int threads) {
    if (threads < 0) {
      throw Attribute.refused("threads", "must be 0, for one per core, or more, got " + threads);
    }
    return threads == 0 ? Execution.defaults() : Execution.defaults().withThreads(threads);
  }

  private static double scale(String text) {
    double scale;
    try {
      scale = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      scale = Double.NaN;
    }
    if (!(scale >= 0 && scale <= MOST_SCALE)) {
      throw Attribute.refused(
          "initScale", "must be a number from 0 to " + MOST_SCALE + ", got '" + text + "'");
    }
    return scale;
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
