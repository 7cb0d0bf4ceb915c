package dev.plumbline.results.published;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.Nearest;
import dev.plumbline.protocol.text.ResourceFolder;
import dev.plumbline.protocol.text.YamlFile;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds references: those that come with Plumbline by their names, a user's own by its file. */
public final class References {
  private static final String FOLDER = "references/";
  private static final String BESIDE = "README.md";
  private static final String ENDING = ".yaml";

  /** Those that come with Plumbline, sorted. */
  public static List<String> names() {
    return ResourceFolder.names(References.class.getResource(FOLDER + BESIDE)).stream()
        .filter(name -> name.endsWith(ENDING))
        .map(References::withoutEnding)
        .sorted()
        .toList();
  }

  /** All that come with Plumbline, by their names. */
  public static List<Reference> all() {
    return names().stream().map(References::builtIn).toList();
  }

  /**
   * Finds one.
   *
   * @param nameOrFile what ends in {@code .yaml} or {@code .yml} is a file
   * @throws PlumblineException if there is none, or the file is wrong, naming line and key
   */
  public static Reference find(String nameOrFile) {
    if (nameOrFile.endsWith(ENDING) || nameOrFile.endsWith(".yml")) {
      return read(Path.of(nameOrFile));
    }
    List<String> names = names();
    if (!names.contains(nameOrFile)) {
      throw new PlumblineException(
          "unknown reference '%s'; known are %s, or give a file that ends in %s%s"
              .formatted(
                  nameOrFile, String.join(", ", names), ENDING, Nearest.hint(nameOrFile, names)));
    }
    return builtIn(nameOrFile);
  }

  private static Reference read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new PlumblineException(file + ": no such file");
    }
    String name = withoutEnding(file.getFileName().toString());
    return ReferenceFile.read(name, file.toString(), YamlFile.compose(file));
  }

  private static Reference builtIn(String name) {
    String file = FOLDER + name + ENDING;
    try (Reader text =
        new InputStreamReader(References.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
      return ReferenceFile.read(name, file, YamlFile.compose(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutEnding(String file) {
    return file.substring(0, file.lastIndexOf('.'));
  }

  private References() {}
}
