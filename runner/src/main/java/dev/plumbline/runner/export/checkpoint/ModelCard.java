package dev.plumbline.runner.export.checkpoint;

import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A checkpoint's README.md, whose YAML front matter names the licence. */
public final class ModelCard {
  private static final Pattern FRONT_MATTER =
      Pattern.compile("\\A---\\R(.*?)^---\\s*$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern LICENSE =
      Pattern.compile("^license:[ \\t]*[\"']?([^\\s\"'#]+)", Pattern.MULTILINE);

  private ModelCard() {}

  public static Optional<String> license(Path checkpoint) {
    Path file = checkpoint.resolve("README.md");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Matcher frontMatter = FRONT_MATTER.matcher(Files.readString(file));
      return frontMatter.find()
          ? LICENSE.matcher(frontMatter.group(1)).results().map(m -> m.group(1)).findFirst()
          : Optional.empty();
    } catch (IOException e) {
      throw new PlumblineException(
          "%s: cannot be read (%s)".formatted(file, PlumblineException.reason(e)), e);
    }
  }
}
