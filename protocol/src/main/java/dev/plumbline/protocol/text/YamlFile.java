package dev.plumbline.protocol.text;

import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Parses YAML from elsewhere; nothing in it can make a value large or an object of ours. */
public final class YamlFile {
  private YamlFile() {}

  /**
   * The file's root; null where it holds nothing.
   *
   * @throws PlumblineException naming file and line of what is not YAML
   */
  public static Node compose(Path file) {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return compose(reader);
    } catch (MarkedYAMLException e) {
      throw new PlumblineException(
          "%s:%d: not YAML: %s".formatted(file, e.getProblemMark().getLine() + 1, e.getProblem()));
    } catch (IOException | YAMLException e) {
      throw new PlumblineException("%s: cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  /**
   * The root of a text; null where it holds nothing.
   *
   * @throws YAMLException for what is not YAML
   */
  public static Node compose(Reader text) {
    LoaderOptions options = new LoaderOptions();
    // An alias of a list or mapping lets a small file stand for a huge or endless value.
    options.setMaxAliasesForCollections(0);
    return new Yaml(new SafeConstructor(options)).compose(text);
  }
}
