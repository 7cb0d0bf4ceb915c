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
import picocli.CommandLine.IVersionProvider;

/** What Plumbline itself is and runs on. */
final class Versions implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "Plumbline " + built("version"),
      "ONNX Runtime " + built("onnxruntime"),
      "Java " + System.getProperty("java.vm.name") + " " + Runtime.version()
    };
  }

  static Manifest.Versions ofThisProcess() {
    return with(Optional.of(RecurrentModel.runtimeVersion()));
  }

  /** Of a process in which no model runs. */
  static Manifest.Versions withoutModel() {
    return with(Optional.empty());
  }

  private static Manifest.Versions with(Optional<String> onnxRuntime) {
    return new Manifest.Versions(
        built("version"),
        onnxRuntime,
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        cpu());
  }

  /** What the build wrote down; asking ONNX Runtime itself would load it for every --help. */
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
