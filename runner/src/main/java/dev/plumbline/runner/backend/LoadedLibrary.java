package dev.plumbline.runner.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The file from which this process has loaded ONNX Runtime. */
final class LoadedLibrary {
  /** Linux's list of what a process has mapped, one line each, with the file's path at the end. */
  private static final Path MAPS = Path.of("/proc/self/maps");

  private static final String NAME = "libonnxruntime\\.so[.\\d]*";

  private LoadedLibrary() {}

  /** Empty where this is not Linux, or nothing is loaded yet. */
  static Optional<Path> file() {
    try (Stream<String> lines = Files.lines(MAPS)) {
      return lines
          .filter(line -> line.contains("/libonnxruntime.so"))
          .map(line -> Path.of(line.substring(line.indexOf('/'))))
          .filter(path -> path.getFileName().toString().matches(NAME))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Has the folder deleted at the process's end into which the Java API unpacked the library. It
   * means to do that itself, but tries the folder before the files in it.
   */
  static void deleteAtExit() {
    file()
        .map(Path::getParent)
        .filter(folder -> folder.getFileName().toString().startsWith("onnxruntime-java"))
        .ifPresent(
            folder -> Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder))));
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      // It stays, as it would have.
    }
  }
}
