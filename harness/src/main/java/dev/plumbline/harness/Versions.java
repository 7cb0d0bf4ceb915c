package dev.plumbline.harness;

import dev.plumbline.results.Manifest;
import dev.plumbline.runner.RecurrentModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** What Plumbline itself is and runs on. */
public final class Versions {
  /** As Linux names them, the widest first; ONNX Runtime's kernels differ by them. */
  private static final List<String> VECTORS =
      List.of("amx_tile", "avx512_vnni", "avx512f", "avx_vnni", "avx2", "avx", "sve", "asimd");

  private Versions() {}

  static Manifest.Versions ofThisProcess() {
    return on(cpu());
  }

  /** Of processes with this one's versions and other processors. */
  static Manifest.Versions on(String cpus) {
    return with(Optional.of(RecurrentModel.runtimeVersion()), cpus);
  }

  /** Of a process in which no model runs. */
  public static Manifest.Versions withoutModel() {
    return with(Optional.empty(), cpu());
  }

  private static Manifest.Versions with(Optional<String> onnxRuntime, String cpu) {
    return new Manifest.Versions(
        plumbline(),
        onnxRuntime,
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        cpu);
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

  /**
   * The processor's name or, where unnamed, the architecture; the widest vector instructions, on
   * which the last bit of a result may depend; and how many of its cores are ours.
   */
  static String cpu() {
    String name = System.getProperty("os.arch");
    List<String> flags = List.of();
    Path info = Path.of("/proc/cpuinfo");
    if (Files.isReadable(info)) {
      try {
        List<String> lines = Files.readAllLines(info);
        name = value(lines, "model name").orElse(name);
        flags =
            List.of(value(lines, "flags").or(() -> value(lines, "Features")).orElse("").split(" "));
      } catch (IOException e) {
        // The name only informs; the architecture will do.
      }
    }
    String vectors =
        VECTORS.stream().filter(flags::contains).findFirst().map(v -> v + ", ").orElse("");
    return "%s, %s%d cores".formatted(name, vectors, Runtime.getRuntime().availableProcessors());
  }

  private static Optional<String> value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }
}
