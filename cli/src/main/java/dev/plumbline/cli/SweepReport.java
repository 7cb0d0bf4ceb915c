package dev.plumbline.cli;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.WholeFile;
import dev.plumbline.reports.Axis;
import dev.plumbline.reports.CurvePicture;
import dev.plumbline.reports.PictureStyle;
import dev.plumbline.reports.html.HtmlReport;
import dev.plumbline.results.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a sweep leaves in its run's folder to be looked at: a page, and a picture of the curves. */
final class SweepReport {
  private SweepReport() {}

  /**
   * Writes them.
   *
   * @return the files' names; no picture where there is no score
   */
  static List<String> write(Run run) {
    List<String> names = new ArrayList<>();
    write(run, Run.PAGE, HtmlReport.of(List.of(run), List.of(), false).html(), names);
    if (!run.curves().isEmpty()) {
      String title = run.manifest().bundle().name() + ": accuracy by " + Axis.ITERATIONS;
      String svg =
          CurvePicture.ofRuns(List.of(run), List.of(), Axis.ITERATIONS, title, PictureStyle.USUAL)
              .svg();
      write(run, Run.PICTURE, svg, names);
    }
    return names;
  }

  private static void write(Run run, String name, String content, List<String> names) {
    Path file = run.folder().resolve(name);
    try {
      WholeFile.write(file, out -> out.write(content));
    } catch (IOException e) {
      throw new PlumblineException(
          "%s: cannot be written: %s; the run itself is whole"
              .formatted(file, PlumblineException.reason(e)),
          e);
    }
    names.add(name);
  }
}
