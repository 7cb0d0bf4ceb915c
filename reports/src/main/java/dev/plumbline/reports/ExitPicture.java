package dev.plumbline.reports;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Run;
import dev.plumbline.results.exits.ExitCalibration;
import dev.plumbline.results.exits.StepHistogram;
import java.util.List;

/**
 * When tokens left the core, and whether that was enough, as pictures: a panel per task and point.
 */
public final class ExitPicture {
  private static final int HEIGHT = 420;
  private static final int MIN_WIDTH = 900;
  private static final int MARGIN = 120;
  private static final int PANEL = 260;

  /** What a page is wide enough for. */
  private static final int MOST_PANELS = 12;

  /**
   * How many iterations tokens took, by their kind.
   *
   * @throws PlumblineException if no token of the run left on its own, or at too many points
   */
  public static Picture steps(Run run, String title) {
    List<StepHistogram> histograms = StepHistogram.of(run);
    require(run, histograms.size(), "at which tokens leave the core on their own");
    return new Picture(ExitChart.steps(histograms, title), title, width(histograms.size()), HEIGHT);
  }

  /**
   * How often it was enough against how often that was predicted.
   *
   * @throws PlumblineException if the run has nothing to predict by, or too many points
   */
  public static Picture calibration(Run run, String title) {
    List<ExitCalibration> all =
        ExitCalibration.of(run).stream()
            .filter(c -> c.claimed().isPresent() || c.learned().isPresent())
            .toList();
    require(
        run,
        all.size(),
        "whose exits can be judged: with the fixed r beside them, and 50 documents");
    return new Picture(ExitChart.calibration(all, title), title, width(all.size()), HEIGHT);
  }

  private static void require(Run run, int panels, String what) {
    if (panels == 0) {
      throw new PlumblineException(run.folder() + ": has no points " + what);
    }
    if (panels > MOST_PANELS) {
      throw new PlumblineException(
          "%s: has %d tasks and points %s, more than the %d that a picture has room for; plumbline stats has them all"
              .formatted(run.folder(), panels, what, MOST_PANELS));
    }
  }

  private static int width(int panels) {
    return Math.max(MIN_WIDTH, MARGIN + PANEL * panels);
  }

  private ExitPicture() {}
}
