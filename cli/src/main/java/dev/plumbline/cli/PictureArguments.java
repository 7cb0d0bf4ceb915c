package dev.plumbline.cli;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.reports.Axis;
import dev.plumbline.reports.PictureStyle;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options on how curves are drawn. */
final class PictureArguments {
  @Option(
      names = {"--x", "--axis"},
      paramLabel = "AXIS",
      defaultValue = "r",
      converter = AxisConverter.class,
      description =
          "What the picture's curves are drawn over: r, steps (mean iterations of a token), flops"
              + " (per token), seconds or tokens (of the task), parameters (in memory) or bytes (of"
              + " keys and values per token) (default: ${DEFAULT-VALUE}).")
  Axis axis;

  @Option(
      names = "--overlay",
      description = "Lay several runs into the same panels, which is also what happens without it.")
  boolean overlay;

  @Option(
      names = "--per-task",
      description = "A picture for each task, in a file of its own: OUT-task.svg.")
  boolean perTask;

  @Option(
      names = "--columns",
      paramLabel = "N",
      description = "Panels in a row of the picture (default: as many as have room, at most 4).")
  private Integer columns;

  @Option(
      names = "--width",
      paramLabel = "PIXELS",
      description = "Of the picture; a PNG has twice as many (default: 900).")
  private Integer width;

  @Option(
      names = "--height",
      paramLabel = "PIXELS",
      description = "Of the picture (default: by the rows and the legend).")
  private Integer height;

  @Option(
      names = "--font-size",
      paramLabel = "PIXELS",
      description = "Of the picture's usual text (default: 12).")
  private Integer fontSize;

  private static final class AxisConverter implements ITypeConverter<Axis> {
    @Override
    public Axis convert(String text) {
      try {
        return Axis.parse(text);
      } catch (PlumblineException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  PictureStyle style() {
    return new PictureStyle(
        Numbers.optional(width),
        Numbers.optional(height),
        Numbers.optional(columns),
        fontSize == null ? PictureStyle.USUAL.fontSize() : fontSize);
  }

  /** An option that says something of pictures of curves alone; absent where none is given. */
  Optional<String> given() {
    return Stream.of(
            Map.entry("--per-task", perTask),
            Map.entry("--overlay", overlay),
            Map.entry("--columns", columns != null),
            Map.entry("--width", width != null),
            Map.entry("--height", height != null),
            Map.entry("--font-size", fontSize != null))
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
