package dev.plumbline.runner.export;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.BundleFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is made under another name and appears whole, or not at all. */
final class NewFolder implements Closeable {
  private final Path target;
  private final Path path;

  private NewFolder(Path target) throws IOException {
    this.target = target;
    this.path = sibling("partial");
    Files.createDirectory(path);
  }

  /** Begins a folder; one that is there may be replaced if it is a bundle. */
  static NewFolder beside(Path target, boolean overwrite) throws IOException {
    boolean bundle = Files.exists(target.resolve(BundleFiles.DESCRIPTION));
    if (Files.exists(target) && !overwrite) {
      throw new PlumblineException(
          "%s: already there; name another folder%s"
              .formatted(target, bundle ? ", or pass --overwrite to replace the bundle" : ""));
    } else if (Files.exists(target) && !bundle) {
      throw new PlumblineException(
          "%s: not a bundle, so it is not overwritten; name another folder".formatted(target));
    }
    Files.createDirectories(target.getParent());
    return new NewFolder(target);
  }

  private Path sibling(String purpose) {
    return target.resolveSibling(
        ".%s.%s-%d".formatted(target.getFileName(), purpose, ProcessHandle.current().pid()));
  }

  Path path() {
    return path;
  }

  void moveIntoPlace() throws IOException {
    if (Files.exists(target)) {
      Path replaced = sibling("replaced");
      Files.move(target, replaced);
      Files.move(path, target);
      delete(replaced);
    } else {
      Files.move(path, target);
    }
  }

  /** Deletes what was not moved into place. */
  @Override
  public void close() throws IOException {
    if (Files.exists(path)) {
      delete(path);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path entry : deepestFirst) {
      Files.delete(entry);
    }
  }
}
