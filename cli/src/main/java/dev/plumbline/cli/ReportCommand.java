package dev.plumbline.cli;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.reports.Axis;
import dev.plumbline.reports.CsvReport;
import dev.plumbline.reports.CurvePicture;
import dev.plumbline.reports.ExitPicture;
import dev.plumbline.reports.LatexReport;
import dev.plumbline.reports.Layout;
import dev.plumbline.reports.MarkdownReport;
import dev.plumbline.reports.Picture;
import dev.plumbline.reports.ReferenceReport;
import dev.plumbline.reports.RunNames;
import dev.plumbline.reports.html.HtmlReport;
import dev.plumbline.results.Run;
import dev.plumbline.results.published.BesideReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "report",
    description = "Shows runs as an HTML page, Markdown, CSV, LaTeX or a picture of the curves.")
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description =
          "Folders of runs; or of a trace, beside that of a run which tells the right answers.")
  private List<Path> runs;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      split = ",",
      description =
          "html, md, csv, tex, svg, png or pdf, or several (default: what --out ends in, else md).")
  private List<Format> formats = new ArrayList<>();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description =
          "The file to write; a format's ending is added where it is missing (default: standard"
              + " output).")
  private Path out;

  @Option(names = "--title", paramLabel = "TEXT", description = "The picture's title.")
  private String title;

  @Option(
      names = "--picture",
      paramLabel = "WHAT",
      defaultValue = "curves",
      description =
          "What the picture shows: curves, or of one run whose tokens leave on their own, steps"
              + " (how many iterations they took, by kind of token) or calibration (how often that"
              + " was enough) (default: ${DEFAULT-VALUE}).")
  private Shown shown;

  @Option(
      names = "--full-text",
      description =
          "Keep all prompts and answers whole in the HTML page (default: long ones are shortened"
              + " where the page would pass 10 MB).")
  private boolean fullText;

  @Mixin private CurveArguments chosen;

  @Mixin private LabelArguments labels;

  @Mixin private PictureArguments pictures;

  @Mixin private ReferenceArguments references;

  private enum Shown {
    CURVES,
    STEPS,
    CALIBRATION;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private enum Format {
    HTML,
    MD,
    CSV,
    TEX,
    SVG,
    PNG,
    PDF;

    boolean isPicture() {
      return this == SVG || this == PNG || this == PDF;
    }

    String ending() {
      return "." + name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() throws IOException {
    Optional<ReportedTrace> trace = ReportedTrace.among(runs);
    List<Format> wanted = formats.isEmpty() ? List.of(byEnding()) : formats;
    if (trace.isPresent() && (!chosen.selection().isAll() || labels.isGiven())) {
      throw new PlumblineException(
          "a trace has no curves and one name; leave out --task, --metric and --label");
    }
    List<Run> opened =
        trace.isPresent() ? List.of() : labels.of(chosen.of(runs.stream().map(Run::open).toList()));
    requireFile(wanted);
    requireFitting(wanted);
    List<BesideReference> beside = references.beside(opened);
    beside.stream()
        .flatMap(one -> one.nothing().stream())
        .forEach(line -> spec.commandLine().getErr().println(line));
    for (Format format : wanted) {
      if (format.isPicture() && pictures.perTask && trace.isEmpty()) {
        writePerTask(format, opened, beside);
        continue;
      }
      byte[] content =
          trace.isPresent()
              ? render(format, trace.get()).getBytes(StandardCharsets.UTF_8)
              : render(format, opened, beside);
      if (out == null) {
        spec.commandLine().getOut().print(new String(content, StandardCharsets.UTF_8));
      } else {
        write(content, file(format, ""));
      }
    }
    return ExitCode.OK;
  }

  private void requireFile(List<Format> wanted) {
    boolean isText =
        wanted.stream().noneMatch(Set.of(Format.PNG, Format.PDF, Format.HTML)::contains);
    if (out == null && (wanted.size() > 1 || !isText || pictures.perTask)) {
      throw new PlumblineException(
          "HTML, a PNG, a PDF, or several files, need a name to go to; give --out FILE");
    }
  }

  /** Options that would be read by nothing are mistakes. */
  private void requireFitting(List<Format> wanted) {
    boolean drawn = wanted.stream().anyMatch(Format::isPicture);
    pictures
        .given()
        .filter(option -> !drawn || shown != Shown.CURVES)
        .ifPresent(
            option -> {
              throw new PlumblineException(
                  option
                      + " is about pictures of curves; add --format svg, png or pdf"
                      + (shown == Shown.CURVES ? "" : " without --picture " + shown));
            });
    if (pictures.overlay && runs.size() < 2) {
      throw new PlumblineException("--overlay lays several runs over each other; give another RUN");
    }
    pictures.style();
  }

  private Format byEnding() {
    String name = out == null ? "" : out.getFileName().toString();
    int dot = name.lastIndexOf('.');
    if (dot <= 0) {
      return Format.MD;
    }
    return Arrays.stream(Format.values())
        .filter(format -> format.ending().equals(name.substring(dot)))
        .findFirst()
        .orElseThrow(
            () ->
                new PlumblineException(
                    "%s: no format ends in %s; known are .html, .md, .csv, .tex, .svg, .png and .pdf, or name it by --format"
                        .formatted(out, name.substring(dot))));
  }

  private byte[] render(Format format, List<Run> opened, List<BesideReference> beside) {
    return switch (format) {
      case HTML -> page(opened, beside).getBytes(StandardCharsets.UTF_8);
      case MD -> markdown(opened, beside).getBytes(StandardCharsets.UTF_8);
      case CSV -> CsvReport.render(opened, beside).getBytes(StandardCharsets.UTF_8);
      case TEX ->
          LatexReport.render(opened, title("accuracy by iterations", opened))
              .getBytes(StandardCharsets.UTF_8);
      case SVG, PNG, PDF -> drawn(format, picture(opened, beside));
    };
  }

  private static byte[] drawn(Format format, Picture picture) {
    return switch (format) {
      case PNG -> picture.png();
      case PDF -> picture.pdf();
      default -> picture.svg().getBytes(StandardCharsets.UTF_8);
    };
  }

  private static String render(Format format, ReportedTrace trace) {
    return switch (format) {
      case HTML -> trace.html();
      case MD -> trace.markdown();
      case CSV -> trace.csv();
      case TEX, SVG, PNG, PDF ->
          throw new PlumblineException(
              "a trace is shown as html, md or csv; its page saves each figure as SVG");
    };
  }

  private static String markdown(List<Run> opened, List<BesideReference> beside) {
    return MarkdownReport.render(opened)
        + beside.stream()
            .map(one -> "\n" + ReferenceReport.render(one, Layout.MARKDOWN))
            .collect(Collectors.joining());
  }

  private String page(List<Run> opened, List<BesideReference> beside) {
    HtmlReport report = HtmlReport.of(opened, beside, fullText);
    report
        .textLength()
        .ifPresent(
            length ->
                spec.commandLine()
                    .getErr()
                    .println(
                        "prompts and answers are shortened to "
                            + length
                            + " characters to keep the page small; --full-text keeps them whole"));
    return report.html();
  }

  private Picture picture(List<Run> opened, List<BesideReference> beside) {
    return switch (shown) {
      case CURVES -> curves(opened, beside);
      case STEPS -> ExitPicture.steps(only(opened), title("iterations of tokens", opened));
      case CALIBRATION -> ExitPicture.calibration(only(opened), title("was it enough?", opened));
    };
  }

  private Run only(List<Run> opened) {
    if (opened.size() > 1) {
      throw new PlumblineException("--picture " + shown + " is of one run; give one");
    }
    return opened.get(0);
  }

  private String title(String what, List<Run> opened) {
    return title != null ? title : String.join(", ", RunNames.of(opened)) + ": " + what;
  }

  private Picture curves(List<Run> opened, List<BesideReference> beside) {
    requireScores(opened, beside);
    return CurvePicture.ofRuns(
        opened, beside, pictures.axis, curvesTitle(opened), pictures.style());
  }

  private void requireScores(List<Run> opened, List<BesideReference> beside) {
    if (opened.stream().allMatch(run -> run.curves().isEmpty())) {
      throw new PlumblineException(opened.get(0).folder() + ": there are no scores to draw");
    }
    if (pictures.axis != Axis.ITERATIONS && !beside.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("published curves are known by iterations alone; the picture leaves them out");
    }
  }

  private String curvesTitle(List<Run> opened) {
    Axis axis = pictures.axis;
    return title("accuracy by " + (axis == Axis.ITERATIONS ? "iterations" : axis.label()), opened);
  }

  private void writePerTask(Format format, List<Run> opened, List<BesideReference> beside)
      throws IOException {
    requireScores(opened, beside);
    Map<Path, Picture> files = new LinkedHashMap<>();
    Map<String, Picture> tasks =
        CurvePicture.ofTasks(opened, beside, pictures.axis, curvesTitle(opened), pictures.style());
    for (Map.Entry<String, Picture> task : tasks.entrySet()) {
      Path file = file(format, "-" + task.getKey().replaceAll("[^A-Za-z0-9._-]", "_"));
      if (files.put(file, task.getValue()) != null) {
        throw new PlumblineException(
            "%s: two tasks would be written to it; draw them one after the other with --task"
                .formatted(file));
      }
    }
    for (Map.Entry<Path, Picture> file : files.entrySet()) {
      write(drawn(format, file.getValue()), file.getKey());
    }
  }

  /** Where a format goes: the name given, with something behind it, and the format's ending. */
  private Path file(Format format, String suffix) {
    String name = out.toString();
    String stem =
        name.endsWith(format.ending())
            ? name.substring(0, name.length() - format.ending().length())
            : name;
    return Path.of(stem + suffix + format.ending());
  }

  private void write(byte[] content, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new PlumblineException(folder + ": no such folder for the report; make it first");
    }
    Files.write(file, content);
    spec.commandLine().getErr().println("wrote " + file);
  }
}
