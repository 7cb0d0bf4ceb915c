package dev.plumbline.reports;

import dev.plumbline.results.CurvePoint;
import java.util.Locale;
import java.util.OptionalDouble;

/** What a picture's curves are drawn over. */
public enum Axis {
  ITERATIONS("iterations r") {
    @Override
    OptionalDouble of(Curve curve, CurvePoint point) {
      return OptionalDouble.of(point.point().iterations());
    }
  },
  /** Of the core, the mean over a task's tokens. */
  STEPS("mean iterations of a token") {
    @Override
    OptionalDouble of(Curve curve, CurvePoint point) {
      return curve.meanIterations(point);
    }
  },
  /** Of all matrix products, the mean over a task's tokens. */
  FLOPS("FLOPs per token") {
    @Override
    OptionalDouble of(Curve curve, CurvePoint point) {
      return point.flopsPerToken();
    }
  },
  /** The same at every r: a model is a column of points. */
  PARAMETERS("parameters in memory") {
    @Override
    OptionalDouble of(Curve curve, CurvePoint point) {
      return curve.model().stream().mapToDouble(model -> model.parameters()).findFirst();
    }
  },
  KV_BYTES("bytes of keys and values per token") {
    @Override
    OptionalDouble of(Curve curve, CurvePoint point) {
      int r = point.point().keptIterations();
      return curve.model().stream().mapToDouble(model -> model.cacheBytes(r)).findFirst();
    }
  };

  private final String label;

  Axis(String label) {
    this.label = label;
  }

  /** Where a point stands; empty where its run does not say. */
  abstract OptionalDouble of(Curve curve, CurvePoint point);

  public String label() {
    return label;
  }

  /** As the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
