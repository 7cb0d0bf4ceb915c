package dev.plumbline.protocol;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The points at which a model answers in one pass.
 *
 * @param points ascending and distinct, at least one
 */
public record Sweep(List<SweepPoint> points) {
  /** What a label begins with. */
  private static final Pattern DEPTH = Pattern.compile("-?[0-9]{1,9}(?=-|$)");

  public Sweep {
    if (points.isEmpty()) {
      throw new PlumblineException("no iterations given; name at least one, such as 1,4,16");
    }
    points = List.copyOf(new TreeSet<>(points));
  }

  /** Of fixed numbers of iterations, each in [1, {@value SweepPoint#MOST_ITERATIONS}]. */
  public static Sweep of(Collection<Integer> iterations) {
    return new Sweep(
        iterations.stream().map(r -> SweepPoint.fixed(possible(r, iterations))).toList());
  }

  /** Reads a comma-separated list of labels, such as {@code 1,2,4,4-expected}. */
  public static Sweep parse(String text) {
    List<String> labels = Stream.of(text.split(",", -1)).map(String::strip).toList();
    return new Sweep(labels.stream().map(label -> point(label, text, labels)).toList());
  }

  private static SweepPoint point(String label, String text, List<String> labels) {
    Matcher depth = DEPTH.matcher(label);
    if (depth.lookingAt()) {
      possible(Integer.parseInt(depth.group()), labels);
    }
    if (!label.matches(SweepPoint.LABEL)) {
      throw new PlumblineException(
          "iterations must be whole numbers separated by commas, such as 1,2,4; got '%s' in '%s'"
              .formatted(label, text));
    }
    return SweepPoint.parse(label);
  }

  private static int possible(int r, Object all) {
    if (r < 1 || r > SweepPoint.MOST_ITERATIONS) {
      throw new PlumblineException(
          "iterations must lie between 1 and %d, got %d in %s"
              .formatted(SweepPoint.MOST_ITERATIONS, r, all));
    }
    return r;
  }

  /** Each fixed r with each of these readouts; points that name their readout stay as they are. */
  public Sweep withReadouts(Collection<Readout> readouts) {
    return new Sweep(
        points.stream()
            .flatMap(
                point ->
                    point.match(
                        fixed ->
                            readouts.stream()
                                .map(readout -> SweepPoint.of(readout, fixed.iterations())),
                        Stream::of,
                        Stream::of,
                        Stream::of))
            .toList());
  }

  /** With further points. */
  public Sweep with(Collection<? extends SweepPoint> more) {
    return new Sweep(Stream.concat(points.stream(), more.stream()).toList());
  }

  /** The points at which the core runs so often. */
  public List<SweepPoint> pointsAt(int iterations) {
    return points.stream().filter(point -> point.iterations() == iterations).toList();
  }

  /** How often the core runs at most, at any of the points. */
  public int deepest() {
    return points.get(points.size() - 1).iterations();
  }
}
