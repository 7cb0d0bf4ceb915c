package dev.plumbline.harness;

import dev.plumbline.results.Manifest;
import dev.plumbline.runner.RecurrentModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** What Plumbline itself is and runs on. */
public final class Versions {
  private Versions() {}

  static Manifest.Versions ofThisProcess() {
    return with(Optional.of(RecurrentModel.runtimeVersion()));
  }

  /** Of a process in which no model runs. */
  public static Manifest.Versions withoutModel() {
    return with(Optional.empty());
  }

  private static Manifest.Versions with(Optional<String> onnxRuntime) {
    return new Manifest.Versions(
        plumbline(),
        onnxRuntime,
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        cpu());
  }

  /** That of Plumbline. */
  public static String plumbline() {
    return built("version");
  }

  /** That of ONNX Runtime, as the build wrote it down; asking it would load it for every --help. */
  public static String onnxRuntime() {
    return built("onnxruntime");
  }

  private static String built(String name) {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalStateException("the application's own version.properties is missing", e);
    }
    return properties.getProperty(name);
  }

  /** The processor's name and how many of its cores are ours; the architecture where unnamed. */
  private static String cpu() {
    String name = System.getProperty("os.arch");
    Path info = Path.of("/proc/cpuinfo");
    if (Files.isReadable(info)) {
      try (Stream<String> lines = Files.lines(info)) {
        name =
            lines
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(name);
      } catch (IOException e) {
        // The name only informs; the architecture will do.
      }
    }
    return name + ", " + Runtime.getRuntime().availableProcessors() + " cores";
  }
}
