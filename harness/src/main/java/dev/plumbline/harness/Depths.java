package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.statistics.SaturationTest;
import dev.plumbline.runner.bundle.Model;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** At which points a sweep asks. */
public sealed interface Depths {
  /** As options and manifests name it. */
  String AUTO = "auto";

  /** At those that suit the model, see {@link Model#defaultSweep}. */
  record Suiting() implements Depths {
    @Override
    public <R> R match(
        Function<Suiting, R> suiting, Function<Listed, R> listed, Function<Auto, R> auto) {
      return suiting.apply(this);
    }
  }

  /** At these. */
  record Listed(Sweep sweep) implements Depths {
    public Listed {
      Objects.requireNonNull(sweep, "sweep");
    }

    @Override
    public <R> R match(
        Function<Suiting, R> suiting, Function<Listed, R> listed, Function<Auto, R> auto) {
      return listed.apply(this);
    }
  }

  /**
   * Each task ever deeper, until {@link SaturationTest} says that it is enough: first at those that
   * suit the model, then at twice the last one, and so on.
   *
   * @param margin the gain that does not matter, above 0 and at most 1
   * @param alpha how likely a task may be called saturated too early, between 0 and 1
   * @param most no r is larger; absent: four times the deepest that suits the model, so that the
   *     test, which looks two depths ahead, can find even that one enough
   */
  record Auto(double margin, double alpha, OptionalInt most) implements Depths {
    private static final int MOST_BEYOND_SUITING = 1 << SaturationTest.AHEAD;

    public Auto {
      if (!(margin > 0 && margin <= 1)) {
        throw new PlumblineException("--margin must be above 0 and at most 1, got " + margin);
      }
      if (!(alpha > 0 && alpha < 1)) {
        throw new PlumblineException("--alpha must be between 0 and 1, got " + alpha);
      }
      if (most.isPresent()
          && (most.getAsInt() < 1 || most.getAsInt() > SweepPoint.MOST_ITERATIONS)) {
        throw new PlumblineException(
            "--most must lie between 1 and %d, got %d"
                .formatted(SweepPoint.MOST_ITERATIONS, most.getAsInt()));
      }
    }

    @Override
    public <R> R match(
        Function<Suiting, R> suiting, Function<Listed, R> listed, Function<Auto, R> auto) {
      return auto.apply(this);
    }

    /** With the most that a model gets where none is given. */
    Auto in(Model model) {
      return new Auto(margin, alpha, OptionalInt.of(most(model)));
    }

    private int most(Model model) {
      int suiting = model.defaultSweep().deepest();
      return most.orElse(Math.min(MOST_BEYOND_SUITING * suiting, SweepPoint.MOST_ITERATIONS));
    }

    /**
     * The test for a model's depths.
     *
     * @throws PlumblineException if there are too few to look two ahead
     */
    SaturationTest test(Model model) {
      Sweep suiting = model.defaultSweep();
      int most = most(model);
      List<SweepPoint> depths =
          Stream.concat(
                  suiting.points().stream(),
                  IntStream.iterate(2 * suiting.deepest(), r -> r <= most, r -> 2 * r)
                      .mapToObj(SweepPoint::fixed))
              .filter(point -> point.iterations() <= most)
              .toList();
      if (depths.size() <= SaturationTest.AHEAD) {
        throw new PlumblineException(
            "--iterations auto needs three depths to compare, and up to r = %d there are %s; give a"
                    .formatted(most, depths.stream().map(SweepPoint::label).toList())
                + " larger --most, or name the iterations");
      }
      return new SaturationTest(depths, margin, alpha);
    }
  }

  static Depths suiting() {
    return new Suiting();
  }

  static Depths of(Sweep sweep) {
    return new Listed(sweep);
  }

  /** With the usual margin and error rate. */
  static Depths auto() {
    return new Auto(
        SaturationTest.DEFAULT_MARGIN, SaturationTest.DEFAULT_ALPHA, OptionalInt.empty());
  }

  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(Function<Suiting, R> suiting, Function<Listed, R> listed, Function<Auto, R> auto);
}
