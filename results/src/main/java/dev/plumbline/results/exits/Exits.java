package dev.plumbline.results.exits;

import dev.plumbline.results.Run;
import java.util.List;

/**
 * What is to be said of a run's points that are of no fixed r; empty for a run of fixed r alone.
 */
public record Exits(
    List<ExitStatistics> curves, List<StepHistogram> steps, List<ExitCalibration> calibration) {

  public static Exits of(Run run) {
    return new Exits(ExitStatistics.of(run), StepHistogram.of(run), ExitCalibration.of(run));
  }

  public boolean isEmpty() {
    return curves.isEmpty() && steps.isEmpty();
  }
}
