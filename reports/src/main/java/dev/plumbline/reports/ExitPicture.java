package dev.plumbline.reports;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Run;
import dev.plumbline.results.exits.ExitCalibration;
import dev.plumbline.results.exits.StepHistogram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;

/** When tokens left the core, and whether that was enough: a row per task, a panel per point. */
public final class ExitPicture {
  private static final int HEIGHT = 420;
  private static final int MIN_WIDTH = 900;
  private static final int MARGIN = 120;
  private static final int PANEL = 260;

  /**
   * How many iterations tokens took, by their kind.
   *
   * @throws PlumblineException if no token of the run left on its own
   */
  public static Picture steps(Run run, String title) {
    return picture(
        run,
        StepHistogram.of(run),
        StepHistogram::task,
        "at which tokens leave the core on their own",
        ExitChart::steps,
        title);
  }

  /**
   * How often it was enough against how often that was predicted.
   *
   * @throws PlumblineException if the run has nothing to predict by
   */
  public static Picture calibration(Run run, String title) {
    return picture(
        run,
        ExitCalibration.of(run).stream()
            .filter(c -> c.claimed().isPresent() || c.learned().isPresent())
            .toList(),
        ExitCalibration::task,
        "whose exits can be judged: with the fixed r beside them, and 50 documents",
        ExitChart::calibration,
        title);
  }

  private static <T> Picture picture(
      Run run,
      List<T> all,
      Function<T, String> task,
      String what,
      BiFunction<List<T>, String, JFreeChart> chart,
      String title) {
    if (all.isEmpty()) {
      throw new PlumblineException(run.folder() + ": has no points " + what);
    }
    List<List<T>> rows =
        List.copyOf(
            all.stream()
                .collect(Collectors.groupingBy(task, LinkedHashMap::new, Collectors.toList()))
                .values());
    int panels = rows.stream().mapToInt(List::size).max().orElseThrow();
    return new Picture(
        rows.stream().map(row -> chart.apply(row, title)).toList(),
        title,
        Math.max(MIN_WIDTH, MARGIN + PANEL * panels),
        rows.stream().map(row -> HEIGHT).toList());
  }

  private ExitPicture() {}
}
