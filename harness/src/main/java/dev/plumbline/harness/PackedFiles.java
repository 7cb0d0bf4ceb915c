package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The files that this module's jar carries. ONNX Runtime and task files read paths, so they are
 * copied to the cache folder, under a name that their contents decide.
 */
final class PackedFiles {
  /** One of them, whose place tells that of all: not every jar lists its folders. */
  private static final String ONE = "installation/models/embedded/plumbline.json";

  /** Null until it is asked for: a process looks through the files once. */
  private static Path folder;

  private PackedFiles() {}

  /**
   * Where they lie. What is damaged there is written anew.
   *
   * @throws PlumblineException if the cache folder cannot be written
   */
  static synchronized Path folder() {
    if (folder == null) {
      folder = found();
    }
    return folder;
  }

  private static Path found() {
    URL one = PackedFiles.class.getResource(ONE);
    try {
      if (!(one.openConnection() instanceof JarURLConnection jar)) {
        return above(Path.of(one.toURI()));
      }
      Path archive = Path.of(jar.getJarFileURL().toURI());
      try (FileSystem inside = FileSystems.newFileSystem(archive)) {
        return unpacked(above(inside.getPath(jar.getEntryName())), DataCache.folder());
      }
    } catch (IOException | URISyntaxException e) {
      throw new PlumblineException(
          "%s: the embedded model cannot be unpacked there (%s); point PLUMBLINE_CACHE at a folder that can be written"
              .formatted(DataCache.folder(), PlumblineException.reason(e)),
          e);
    }
  }

  private static Path above(Path one) {
    return one.getParent().getParent().getParent();
  }

  /** Copies a folder to one within the cache that is named by what it holds. */
  static Path unpacked(Path folder, Path cache) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    Path target = cache.resolve("installation-" + digest(folder, files).substring(0, 16));
    for (Path file : files) {
      Path copy = target.resolve(folder.relativize(file).toString());
      if (!Files.isRegularFile(copy) || Files.mismatch(file, copy) >= 0) {
        Files.createDirectories(copy.getParent());
        // Several processes may start at once, and each shall read whole files alone.
        Path begun = Files.createTempFile(copy.getParent(), ".", ".part");
        Files.copy(file, begun, StandardCopyOption.REPLACE_EXISTING);
        Files.move(begun, copy, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return target;
  }

  private static String digest(Path folder, List<Path> files) throws IOException {
    MessageDigest digest = DigestUtils.getSha256Digest();
    for (Path file : files) {
      digest.update((folder.relativize(file) + "\n").getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
