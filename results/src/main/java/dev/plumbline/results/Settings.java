package dev.plumbline.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an unfinished run was begun with, beside its journal: one checked line of JSON. */
final class Settings {
  private static final int CHARACTERS_SHOWN = 60;

  static void write(Path file, Map<String, String> settings) throws IOException {
    String line = new String(CheckedLine.encode(Json.line(settings)), UTF_8);
    WholeFile.write(file, out -> out.write(line));
  }

  /**
   * Compares with what a run was begun with.
   *
   * @throws PlumblineException if that was anything else, naming each setting that differs
   */
  static void requireSame(Path run, Path file, Map<String, String> now) throws IOException {
    Map<String, String> then = read(file);
    Set<String> names = new LinkedHashSet<>(then.keySet());
    names.addAll(now.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String before = then.getOrDefault(name, "none");
      String after = now.getOrDefault(name, "none");
      if (!before.equals(after)) {
        differences.add(name + " was " + shown(before) + " and is " + shown(after));
      }
    }
    if (!differences.isEmpty()) {
      throw new PlumblineException(
          run
              + ": holds an unfinished run with other settings: "
              + String.join("; ", differences)
              + "; give the same ones to go on, choose another folder, or start over"
              + " (--overwrite)");
    }
  }

  private static Map<String, String> read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String json =
        CheckedLine.decode(Arrays.copyOf(bytes, Math.max(0, bytes.length - 1)))
            .orElseThrow(
                () ->
                    new PlumblineException(
                        file
                            + ": is damaged, its checksum does not hold; start over (--overwrite)"));
    return Json.reader(new TypeReference<Map<String, String>>() {}).readValue(json);
  }

  /** On one line, whatever a user has put in. */
  private static String shown(String value) {
    String line = value.replaceAll("\\s+", " ");
    return line.length() <= CHARACTERS_SHOWN ? line : line.substring(0, CHARACTERS_SHOWN) + "…";
  }

  private Settings() {}
}
