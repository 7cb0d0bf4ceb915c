package dev.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.ModelFacts;
import dev.plumbline.results.Run;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.Marker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class CurvePictureTest {
  private static final Color FIRST_LINE = new Color(0x0072B2);

  @Test
  void everyTaskHasAPanelAndEveryMetricOneLegend() {
    List<JFreeChart> rows = rows(6, Curve.of(Examples.tasks(6)));
    CombinedRangeXYPlot panels = (CombinedRangeXYPlot) rows.get(0).getPlot();
    assertThat(panels.getSubplots())
        .extracting(panel -> panel.getDomainAxis(1).getLabel())
        .containsExactly("hellaswag", "openbookqa", "gsm8k", "gsm8k_cot", "humaneval", "mbpp");
    LegendItemCollection legend = panels.getLegendItems();
    assertThat(IntStream.range(0, legend.getItemCount()).mapToObj(legend::get))
        .extracting(LegendItem::getLabel)
        .containsExactly(
            "acc",
            "acc_norm",
            "exact_match, strict-match",
            "exact_match, flexible-extract",
            "pass@1, create_test",
            "pass_at_1");
  }

  @Test
  void runsShareTheirTasksPanelAndTheLegendTellsThemApart() {
    List<Curve> curves =
        Stream.of("float32", "int8")
            .flatMap(run -> Curve.of(run, Examples.zeros()).stream())
            .toList();
    CombinedRangeXYPlot panels = (CombinedRangeXYPlot) rows(1, curves).get(0).getPlot();
    assertThat(panels.getSubplots()).hasSize(1);
    assertThat(panels.getSubplots().get(0).getDataset().getSeriesCount()).isEqualTo(2);
    LegendItemCollection legend = panels.getLegendItems();
    assertThat(IntStream.range(0, legend.getItemCount()).mapToObj(legend::get))
        .extracting(LegendItem::getLabel)
        .containsExactly("float32: acc", "int8: acc");
  }

  @Test
  void expectedPointsAreADashedLineOfTheirOwn() {
    JFreeChart chart = rows(1, Curve.of(Examples.bothReadouts())).get(0);
    XYPlot panel = ((CombinedRangeXYPlot) chart.getPlot()).getSubplots().get(0);
    YIntervalSeriesCollection data = (YIntervalSeriesCollection) panel.getDataset();
    assertThat(data.getSeriesCount()).isEqualTo(2);
    assertThat(data.getSeriesKey(0).toString()).isEqualTo("acc");
    assertThat(data.getItemCount(0)).isEqualTo(2);
    assertThat(data.getSeriesKey(1).toString()).isEqualTo("acc expected");
    assertThat(data.getItemCount(1)).isOne();
    assertThat(((BasicStroke) panel.getRenderer().getSeriesStroke(0)).getDashArray()).isNull();
    assertThat(((BasicStroke) panel.getRenderer().getSeriesStroke(1)).getDashArray()).isNotNull();
  }

  @Test
  void lineAndBandAreValueAndIntervalInPercent() {
    JFreeChart chart = rows(6, Curve.of(Examples.tasks(6))).get(0);
    XYPlot gsm8k = ((CombinedRangeXYPlot) chart.getPlot()).getSubplots().get(2);
    YIntervalSeriesCollection data = (YIntervalSeriesCollection) gsm8k.getDataset();
    Curve strict = Curve.of(Examples.tasks(6)).get(4);
    for (int i = 0; i < 6; i++) {
      assertThat(data.getXValue(0, i)).isEqualTo(strict.points().get(i).point().iterations());
      assertThat(data.getYValue(0, i)).isEqualTo(100 * strict.points().get(i).value());
      assertThat(data.getStartYValue(0, i))
          .isEqualTo(100 * strict.points().get(i).interval().orElseThrow().low());
      assertThat(data.getEndYValue(0, i))
          .isEqualTo(100 * strict.points().get(i).interval().orElseThrow().high());
    }
  }

  @Test
  void svgIsWellFormedAndNamesItself() throws Exception {
    String svg = CurvePicture.of(Examples.tasks(6), "A & B <c>").svg();
    DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
    parsers.setNamespaceAware(true);
    parsers.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    Element root =
        parsers
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)))
            .getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("svg");
    assertThat(root.getAttribute("viewBox")).startsWith("0 0 900 ");
    assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("A & B <c>");
    assertThat(texts(root))
        .contains("A & B <c>", "mean, with 95% interval", "hellaswag", "exact_match, strict-match");
    assertThat(svg)
        .contains("rgb(0,114,178)")
        .contains("font-family:'DejaVu Sans', Verdana")
        .doesNotContain("Dialog");
  }

  private static List<String> texts(Element root) {
    NodeList texts = root.getElementsByTagName("text");
    return IntStream.range(0, texts.getLength())
        .mapToObj(i -> texts.item(i).getTextContent().strip())
        .toList();
  }

  @Test
  void svgIsTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    String svg = CurvePicture.of(Examples.tasks(3), "title").svg();
    try {
      Locale.setDefault(Locale.forLanguageTag("de-DE"));
      assertThat(CurvePicture.of(Examples.tasks(3), "title").svg()).isEqualTo(svg);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void pngIsOfTwiceTheSizeOnWhiteWithTheLinesInTheirColours(@TempDir Path temp) throws Exception {
    PictureStyle size =
        new PictureStyle(OptionalInt.of(900), OptionalInt.of(420), OptionalInt.of(6), 12);
    Run run = ExampleRun.write(temp.resolve("run"));
    byte[] png = CurvePicture.ofRuns(List.of(run), List.of(), Axis.ITERATIONS, "title", size).png();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(1800);
    assertThat(image.getHeight()).isEqualTo(840);
    assertThat(new Color(image.getRGB(0, 0))).isEqualTo(Color.WHITE);
    int lines = 0;
    for (int rgb : image.getRGB(0, 0, 1800, 840, null, 0, 1800)) {
      lines += new Color(rgb).equals(FIRST_LINE) ? 1 : 0;
    }
    assertThat(lines).isGreaterThan(500);
  }

  @Test
  void oneDepthAndAllZerosCanBeDrawn() {
    assertThat(CurvePicture.of(Examples.zeros(), "title").svg()).contains("</svg");
  }

  @Test
  void manyTasksWrapIntoRowsOfAtMostFourThatShareOneRange() {
    assertThat(Wrapping.of(900, 3, 12).columns()).isEqualTo(3);
    assertThat(Wrapping.of(900, 5, 12).columns()).isEqualTo(3);
    assertThat(Wrapping.of(900, 8, 12).columns()).isEqualTo(4);
    assertThat(Wrapping.of(400, 3, 12).columns()).isEqualTo(2);
    List<JFreeChart> rows = rows(4, Curve.of(Examples.tasks(6)));
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).getTitle().getText()).isEqualTo("title");
    assertThat(rows.get(0).getLegend()).isNull();
    assertThat(rows.get(1).getTitle()).isNull();
    assertThat(rows.get(1).getLegend()).isNotNull();
    assertThat(((XYPlot) rows.get(1).getPlot()).getLegendItems().getItemCount()).isEqualTo(6);
    assertThat(rows.stream().map(row -> ((XYPlot) row.getPlot()).getRangeAxis().getRange()))
        .containsOnly(((XYPlot) rows.get(0).getPlot()).getRangeAxis().getRange());
  }

  @Test
  void runsHaveAColourAndAMarkAndMetricsADash() {
    List<Curve> curves =
        IntStream.range(0, 8)
            .mapToObj(run -> Curve.of("run" + run, Examples.tasks(2)))
            .flatMap(List::stream)
            .filter(curve -> curve.task().equals("hellaswag"))
            .toList();
    XYPlot panel = ((CombinedRangeXYPlot) rows(1, curves).get(0).getPlot()).getSubplots().get(0);
    XYItemRenderer renderer = panel.getRenderer();
    for (int metric : List.of(0, 1)) {
      assertThat(IntStream.range(0, 8).mapToObj(i -> renderer.getSeriesPaint(2 * i + metric)))
          .doesNotHaveDuplicates();
      assertThat(IntStream.range(0, 8).mapToObj(i -> renderer.getSeriesShape(2 * i + metric)))
          .doesNotHaveDuplicates();
    }
    assertThat(renderer.getSeriesPaint(0)).isEqualTo(renderer.getSeriesPaint(1));
    assertThat(renderer.getSeriesStroke(0)).isNotEqualTo(renderer.getSeriesStroke(1));
    assertThat(renderer.getSeriesStroke(0)).isEqualTo(renderer.getSeriesStroke(2));
  }

  @Test
  void chanceIsRightChoicesOverChoices(@TempDir Path temp) throws IOException {
    Run run = ExampleRun.write(temp.resolve("run"));
    assertThat(Chance.of(run)).isEmpty();
    Files.writeString(
        run.folder().resolve("documents.jsonl"),
        """
        {"task":"hellaswag","doc_id":0,"context":"a","continuations":["b","c"],"target":"0"}
        {"task":"hellaswag","doc_id":1,"context":"a","continuations":["b","c","d","e"],"target":"1"}
        {"task":"gsm8k","doc_id":0,"context":"a","until":["b"],"target":"1"}
        """);
    assertThat(Chance.of(run)).containsOnly(Map.entry("hellaswag", (1 / 2.0 + 1 / 4.0) / 2));
    List<Curve> curves = Curve.of("", run);
    XYPlot panel = panel(Axis.ITERATIONS, curves.toArray(Curve[]::new));
    assertThat(panel.getRangeMarkers(Layer.BACKGROUND))
        .singleElement()
        .extracting(marker -> ((ValueMarker) marker).getValue())
        .isEqualTo(37.5);
  }

  @Test
  void pdfIsOnePageOfTheSizeWhoseTextIsText() throws IOException {
    byte[] pdf = CurvePicture.of(Examples.tasks(3), "A & B, größer").pdf();
    assertThat(CurvePicture.of(Examples.tasks(3), "A & B, größer").pdf()).isEqualTo(pdf);
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isOne();
      assertThat(document.getPage(0).getMediaBox().getWidth()).isEqualTo(0.75f * 900);
      assertThat(new PDFTextStripper().getText(document))
          .contains("A & B, größer", "gsm8k_cot", "exact_match, strict-match", "iterations r");
      assertThat(document.getDocumentInformation().getTitle()).isEqualTo("A & B, größer");
    }
  }

  @Test
  void sizesOutOfBoundsAndPicturesWithoutRoomAreRefused() {
    assertThatThrownBy(
            () ->
                new PictureStyle(OptionalInt.of(10), OptionalInt.empty(), OptionalInt.empty(), 12))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("a picture's width is from 200 to 8000 pixels; got 10");
    assertThatThrownBy(
            () ->
                new PictureStyle(
                    OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), 100))
        .hasMessage("a picture's font size is from 6 to 40 pixels; got 100");
  }

  @Test
  void nothingCannotBeDrawn() {
    assertThatThrownBy(() -> CurvePicture.of(List.of(), "title"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no points to draw");
  }

  private static List<JFreeChart> rows(int columns, List<Curve> curves) {
    return CurveChart.rows(
        curves,
        List.of(),
        Axis.ITERATIONS,
        "title",
        PictureStyle.USUAL,
        new Wrapping(900, columns));
  }

  private static XYPlot panel(Axis axis, Curve... curves) {
    JFreeChart chart =
        CurveChart.rows(
                List.of(curves), List.of(), axis, "title", PictureStyle.USUAL, new Wrapping(900, 1))
            .get(0);
    return ((CombinedRangeXYPlot) chart.getPlot()).getSubplots().get(0);
  }

  /** One metric at r = 1, 2, 4, ..., by a model of which this is known. */
  private static Curve curve(String run, int depths, ModelFacts model) {
    Curve curve = Curve.of(Examples.tasks(6)).get(0);
    return new Curve(
        run,
        curve.id(),
        curve.points().subList(0, depths),
        Optional.of(model),
        Map.of(),
        Map.of(),
        OptionalDouble.empty());
  }

  private static ModelFacts trainedUpTo(int most) {
    return new ModelFacts(900, OptionalInt.empty(), OptionalInt.of(most), 100, 10);
  }

  private static ModelFacts trainedAtMean(int mean) {
    return new ModelFacts(400, OptionalInt.of(mean), OptionalInt.empty(), 0, 64);
  }

  private static List<Double> across(XYPlot panel, int series) {
    YIntervalSeriesCollection data = (YIntervalSeriesCollection) panel.getDataset();
    return IntStream.range(0, data.getItemCount(series))
        .mapToObj(item -> data.getXValue(series, item))
        .toList();
  }

  @Test
  void pointsStandAtWhatTheyCost() {
    Curve curve = curve("", 3, trainedUpTo(4));
    assertThat(across(panel(Axis.FLOPS, curve), 0)).containsExactly(2e9, 4e9, 8e9);
    assertThat(across(panel(Axis.KV_BYTES, curve), 0)).containsExactly(110.0, 120.0, 140.0);
    assertThat(panel(Axis.FLOPS, curve).getDomainAxis().getRange())
        .isEqualTo(new Range(2e9 / 1.25, 8e9 * 1.25));
  }

  @Test
  void pointsStandAtTheirSecondsAndTokens(@TempDir Path temp) throws IOException {
    Run run = ExampleRun.write(temp.resolve("run"));
    Files.writeString(
        run.folder().resolve("timing.csv"),
        "task,iterations,seconds\nhellaswag,1,0.25\nhellaswag,8,1.5\n");
    XYPlot panel = panel(Axis.SECONDS, Curve.of("", run).toArray(Curve[]::new));
    assertThat(across(panel, 0)).containsExactly(0.25, 1.5);
    assertThat(across(panel(Axis.TOKENS, curve("", 2, trainedUpTo(4))), 0))
        .containsExactly(100_000.0, 100_000.0);
  }

  @Test
  void axesAreReadByTheirOlderWordsToo() {
    assertThat(Axis.parse("kv-bytes")).isEqualTo(Axis.parse("bytes")).isEqualTo(Axis.KV_BYTES);
    assertThat(Axis.parse("iterations")).isEqualTo(Axis.parse("R")).isEqualTo(Axis.ITERATIONS);
    assertThatThrownBy(() -> Axis.parse("hours"))
        .hasMessage(
            "no axis 'hours'; there are r, steps, flops, seconds, tokens, parameters, bytes");
  }

  @Test
  void overParametersAModelIsAColumnInTheOrderOfItsDepths() {
    XYPlot panel =
        panel(Axis.PARAMETERS, curve("a", 3, trainedUpTo(4)), curve("b", 1, trainedAtMean(8)));
    assertThat(across(panel, 0)).containsExactly(900.0, 900.0, 900.0);
    assertThat(across(panel, 1)).containsExactly(400.0);
    YIntervalSeriesCollection data = (YIntervalSeriesCollection) panel.getDataset();
    assertThat(data.getYValue(0, 0)).isLessThan(data.getYValue(0, 2));
    assertThat(panel.getRenderer().getSeriesItemLabelGenerator(0).generateLabel(data, 0, 2))
        .isEqualTo("4");
  }

  @Test
  void depthOfTrainingIsMarkedAndWhatLiesBeyondIsShaded() {
    XYPlot panel = panel(Axis.ITERATIONS, curve("", 4, trainedUpTo(4)));
    assertThat(marks(panel)).containsExactly("at 4: trained up to 4", "4 to 10");
  }

  @Test
  void nothingIsShadedWhereDepthsWereDrawnInTraining() {
    assertThat(marks(panel(Axis.ITERATIONS, curve("", 6, trainedAtMean(8)))))
        .containsExactly("at 8: trained: mean 8");
  }

  @Test
  void depthThatIsNoneOfThePanelsIsNotMarked() {
    assertThat(marks(panel(Axis.ITERATIONS, curve("", 3, trainedAtMean(8))))).isEmpty();
    assertThat(marks(panel(Axis.ITERATIONS, curve("", 1, trainedUpTo(1))))).isEmpty();
    XYPlot beside =
        panel(Axis.ITERATIONS, curve("a", 6, trainedAtMean(8)), curve("b", 1, trainedUpTo(1)));
    assertThat(marks(beside)).containsExactly("at 8: trained: mean 8");
    assertThat(marks(panel(Axis.FLOPS, curve("", 6, trainedAtMean(8))))).isEmpty();
  }

  @Test
  void depthsOfSeveralModelsAreMarkedInTheColoursOfTheirRunsAndNotShaded() {
    XYPlot panel =
        panel(Axis.ITERATIONS, curve("a", 6, trainedAtMean(8)), curve("b", 6, trainedUpTo(4)));
    assertThat(marks(panel)).containsExactly("at 8: trained: mean 8", "at 4: trained up to 4");
    assertThat(markers(panel))
        .extracting(marker -> ((Marker) marker).getPaint())
        .containsExactly(FIRST_LINE, new Color(0xD55E00));
  }

  private static Collection<?> markers(XYPlot panel) {
    Collection<?> markers = panel.getDomainMarkers(Layer.BACKGROUND);
    return markers == null ? List.of() : markers;
  }

  private static List<String> marks(XYPlot panel) {
    return markers(panel).stream()
        .map(
            marker ->
                marker instanceof IntervalMarker area
                    ? "%.0f to %.0f".formatted(area.getStartValue(), area.getEndValue())
                    : "at %.0f: %s"
                        .formatted(((ValueMarker) marker).getValue(), ((Marker) marker).getLabel()))
        .toList();
  }

  /** The example run has no facts of its model, and FLOPs at one of its depths. */
  @ParameterizedTest
  @EnumSource(
      value = Axis.class,
      names = {"FLOPS", "SECONDS", "TOKENS", "PARAMETERS", "KV_BYTES"})
  void runThatDoesNotSayWhatItCostsIsRefused(Axis axis, @TempDir Path temp) {
    Run run = ExampleRun.write(temp.resolve("run"));
    assertThatThrownBy(
            () -> CurvePicture.ofRuns(List.of(run), List.of(), axis, "title", PictureStyle.USUAL))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "%s: does not say the %s of hellaswag, as imports and runs of earlier builds; sweep"
                + " again, or leave out --x",
            run.folder(), axis.label());
  }
}
