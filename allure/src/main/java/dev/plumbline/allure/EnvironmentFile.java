package dev.plumbline.allure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * {@code environment.properties}: what the answers came from. Lines that others wrote stay as they
 * are; those of an earlier gate are replaced.
 */
final class EnvironmentFile {
  private static final String NAME = "environment.properties";
  private static final String PREFIX = "plumbline.";
  private static final int HASH_SHOWN = 12;

  static void write(Path folder, Manifest manifest) throws IOException {
    Path file = folder.resolve(NAME);
    StringBuilder text = new StringBuilder();
    if (Files.exists(file)) {
      // The file's charset by definition; each byte stands for itself, whatever it was meant as.
      text.append(others(Files.readString(file, ISO_8859_1)));
    }
    for (Map.Entry<String, String> fact : facts(manifest).entrySet()) {
      text.append(line(PREFIX + fact.getKey(), fact.getValue()));
    }
    Files.writeString(file, text, ISO_8859_1);
  }

  private static Map<String, String> facts(Manifest manifest) {
    Map<String, Object> settings = manifest.configuration().values();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("model", manifest.bundle().name());
    manifest
        .bundle()
        .sha256()
        .ifPresent(
            hash -> facts.put("bundle", hash.substring(0, Math.min(HASH_SHOWN, hash.length()))));
    if (settings.containsKey("device")) {
      facts.put("device", settings.get("device").toString());
      facts.put("threads", settings.getOrDefault("threads", "one per core").toString());
    }
    facts.put("processor", manifest.versions().cpu());
    facts.put("version", manifest.versions().plumbline());
    manifest.versions().onnxRuntime().ifPresent(version -> facts.put("onnxruntime", version));
    facts.put(
        "tasks",
        manifest.tasks().stream().map(Manifest.Task::name).collect(Collectors.joining(",")));
    facts.put(
        "iterations",
        manifest.points().stream().map(SweepPoint::label).collect(Collectors.joining(",")));
    return facts;
  }

  /** All lines but ours. */
  private static String others(String text) {
    StringBuilder kept = new StringBuilder();
    boolean continues = false;
    for (String line : text.lines().toList()) {
      if (continues || !line.startsWith(PREFIX)) {
        kept.append(line).append('\n');
        continues = line.endsWith("\\");
      }
    }
    // A last line that goes on would swallow our first one.
    return continues ? kept.append('\n').toString() : kept.toString();
  }

  /** A line as {@link Properties} escapes it. */
  private static String line(String key, String value) throws IOException {
    Properties one = new Properties();
    one.setProperty(key, value);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    one.store(out, null);
    return out.toString(ISO_8859_1)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private EnvironmentFile() {}
}
