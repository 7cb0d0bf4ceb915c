package dev.plumbline.reports;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.CurvePoint;
import dev.plumbline.results.TaskPoint;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What a picture's curves are drawn over. */
public enum Axis {
  ITERATIONS("r", "iterations", "iterations r") {
    @Override
    OptionalDouble of(Curve curve, CurvePoint point) {
      return OptionalDouble.of(point.point().iterations());
    }
  },
  /** Of the core, the mean over a task's tokens. */
  STEPS("steps", "steps", "mean iterations of a token") {
    @Override
    OptionalDouble of(Curve curve, CurvePoint point) {
      return curve.meanIterations(point);
    }
  },
  /** Of all matrix products, the mean over a task's tokens. */
  FLOPS("flops", "flops", "FLOPs per token") {
    @Override
    OptionalDouble of(Curve curve, CurvePoint point) {
      return point.flopsPerToken();
    }
  },
  /** That the task took at a point, as {@code timing.csv} has them. */
  SECONDS("seconds", "seconds", "seconds for the task") {
    @Override
    OptionalDouble of(Curve curve, CurvePoint point) {
      Double seconds = curve.seconds().get(new TaskPoint(point.task(), point.point()));
      return seconds == null || seconds <= 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds);
    }
  },
  /** That the task took at a point, prompts and answers. */
  TOKENS("tokens", "tokens", "tokens for the task") {
    @Override
    OptionalDouble of(Curve curve, CurvePoint point) {
      return point.tokens().orElse(0) > 0
          ? OptionalDouble.of((double) point.tokens().getAsLong())
          : OptionalDouble.empty();
    }
  },
  /** The same at every r: a model is a column of points. */
  PARAMETERS("parameters", "parameters", "parameters in memory") {
    @Override
    OptionalDouble of(Curve curve, CurvePoint point) {
      return curve.model().stream().mapToDouble(model -> model.parameters()).findFirst();
    }
  },
  KV_BYTES("bytes", "kv-bytes", "bytes of keys and values per token") {
    @Override
    OptionalDouble of(Curve curve, CurvePoint point) {
      int r = point.point().keptIterations();
      return curve.model().stream().mapToDouble(model -> model.cacheBytes(r)).findFirst();
    }
  };

  private final String word;
  private final String olderWord;
  private final String label;

  Axis(String word, String olderWord, String label) {
    this.word = word;
    this.olderWord = olderWord;
    this.label = label;
  }

  /**
   * Reads a word of the command line, of this or earlier builds.
   *
   * @throws PlumblineException naming those that there are
   */
  public static Axis parse(String text) {
    String given = text.toLowerCase(Locale.ROOT).replace('_', '-');
    return Arrays.stream(values())
        .filter(axis -> axis.word.equals(given) || axis.olderWord.equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                new PlumblineException(
                    "no axis '%s'; there are %s"
                        .formatted(
                            text,
                            Arrays.stream(values())
                                .map(Axis::toString)
                                .collect(Collectors.joining(", ")))));
  }

  /** Where a point stands, above 0; empty where its run does not say. */
  abstract OptionalDouble of(Curve curve, CurvePoint point);

  public String label() {
    return label;
  }

  /** As the command line has it. */
  @Override
  public String toString() {
    return word;
  }
}
