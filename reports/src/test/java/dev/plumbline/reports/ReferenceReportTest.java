package dev.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.results.Run;
import dev.plumbline.results.published.BesideReference;
import dev.plumbline.results.published.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceReportTest {
  @TempDir Path temp;
  private Run run;
  private BesideReference beside;

  @BeforeEach
  void setRunBesideAFile() throws IOException {
    run = ExampleRun.write(temp.resolve("run"));
    Path reference =
        Files.writeString(
            temp.resolve("others.yaml"),
            """
            model: someone/tiny
            source: {kind: independent, title: Notes, by: Someone, date: 2026-01, where: their blog}
            curves:
              - benchmark: HellaSwag
                task: hellaswag
                metric: acc
                place: Table 1
                settings: {num_fewshot: 0, precision: bfloat16}
                notes: [read off a plot]
                percent: {4: 30.5, 8: 90}
            """);
    beside = BesideReference.of(run, References.find(reference.toString()));
  }

  @Test
  void textHasTheTableTheSourceAndWhatDiffers() {
    assertThat(ReferenceReport.render(beside, Layout.TERMINAL))
        .isEqualTo(
            """
            published: others (independent) beside %s
              someone/tiny: Someone, Notes, their blog (2026-01)

              task       metric  r  n  measured       interval  published  difference
              hellaswag  acc     1  8      12.5    2.2 to 47.1
              hellaswag  acc     4                                   30.5
              hellaswag  acc     8  7     100.0  64.6 to 100.0       90.0       +10.0
              published: HellaSwag, Table 1, num_fewshot 0, precision bfloat16
              note: read off a plot
              settings that differ: model: published someone/tiny, here tiny-`raven`; num_fewshot: published 0, here the task's own
              settings not known: documents: published unknown, here all; precision: published bfloat16, here unknown; harness: published unknown, here plumbline
              measured: by this run, interval at 95 percent. published: by others, not measured here. difference: measured less published, without a test, since a published mean comes without its documents.
            """
                .formatted(run.folder()));
  }

  @Test
  void markdownIsInert() {
    assertThat(ReferenceReport.render(beside, Layout.MARKDOWN))
        .startsWith("### ")
        .contains("| hellaswag | acc | 8 | 7 | 100.0 | 64.6 to 100.0 | 90.0 | +10.0 |")
        .contains("- `` settings that differ: model: published someone/tiny, here tiny-`raven`; ");
  }

  @Test
  void csvHasARowForEachDepthOfEither() {
    List<String> lines = ReferenceCsv.render(List.of(beside)).lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1))
        .startsWith(
            run.folder()
                + ",others,independent,\"Someone, Notes, their blog (2026-01)\","
                + "hellaswag,acc,,HellaSwag,1,8,0.125,")
        .contains(",\"model: published someone/tiny, here tiny-`raven`; ");
    assertThat(lines.get(2)).contains(",HellaSwag,4,,,,,0.305,,");
    assertThat(lines.get(3)).contains(",HellaSwag,8,7,1,").contains(",0.9,0.09999");
  }

  @Test
  void curvesCsvNamesPublishedRowsAsSuch() {
    assertThat(CsvReport.render(List.of(run), List.of(beside)).lines().skip(3))
        .containsExactly(
            "published: others (independent): acc,hellaswag,acc,,4,,0.305,,,,,",
            "published: others (independent): acc,hellaswag,acc,,8,,0.9,,,,,");
  }

  @Test
  void pictureHasItDashedAndHollowInTheColourOfItsCurve() {
    CombinedRangeXYPlot panels =
        (CombinedRangeXYPlot)
            CurveChart.rows(
                    Curve.of(run.curves()),
                    PublishedLine.of(List.of(beside, beside)),
                    Axis.ITERATIONS,
                    "title",
                    PictureStyle.USUAL,
                    new Wrapping(900, 1))
                .get(0)
                .getPlot();
    XYPlot panel = panels.getSubplots().get(0);
    assertThat(panel.getDataset().getSeriesCount()).isEqualTo(2);
    assertThat(panel.getDataset().getXValue(1, 0)).isEqualTo(4);
    assertThat(panel.getDataset().getYValue(1, 0)).isEqualTo(30.5);
    DeviationRenderer renderer = (DeviationRenderer) panel.getRenderer();
    assertThat(renderer.getSeriesShapesFilled(1)).isFalse();
    assertThat(renderer.getSeriesPaint(1)).isEqualTo(renderer.getSeriesPaint(0));
    assertThat(renderer.getSeriesStroke(1)).isNotEqualTo(renderer.getSeriesStroke(0));
    assertThat(panels.getLegendItems().get(1).getLabel())
        .isEqualTo("published: others (independent): acc");
    assertThat(panels.getLegendItems().get(1).isShapeFilled()).isFalse();
  }
}
