package dev.plumbline.spark;

import static org.apache.commons.codec.digest.MessageDigestAlgorithms.SHA_256;

import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;

/** The folders that executors read, as one zip file; the same files give the same bytes. */
final class Shipment {
  private static final int SHOWN_DIGITS = 16;

  /** The first that a zip file can tell. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Shipment() {}

  /**
   * Bytes of all files.
   *
   * @param folders by the paths that they get
   */
  static long bytes(Map<String, Path> folders) {
    return folders.values().stream()
        .flatMap(folder -> files(folder).stream())
        .mapToLong(file -> file.toFile().length())
        .sum();
  }

  /**
   * Packs them; nothing is compressed, since weights do not shrink.
   *
   * @param in a folder for the file, which is named by its content
   */
  static Path pack(Map<String, Path> folders, Path in) {
    try {
      Path unnamed = Files.createTempFile(in, "plumbline", ".zip");
      try (OutputStream out = Files.newOutputStream(unnamed);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        zip.setLevel(Deflater.NO_COMPRESSION);
        for (Map.Entry<String, Path> folder : folders.entrySet()) {
          for (Path file : files(folder.getValue())) {
            ZipEntry entry =
                new ZipEntry(folder.getKey() + "/" + folder.getValue().relativize(file));
            entry.setTimeLocal(EPOCH);
            zip.putNextEntry(entry);
            Files.copy(file, zip);
          }
        }
      }
      return Files.move(
          unnamed,
          in.resolve(
              "plumbline-%s.zip"
                  .formatted(
                      new DigestUtils(SHA_256).digestAsHex(unnamed).substring(0, SHOWN_DIGITS))));
    } catch (IOException e) {
      throw new PlumblineException(
          "the files for Spark cannot be packed in %s: %s"
              .formatted(in, PlumblineException.reason(e)),
          e);
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new PlumblineException(folder + ": cannot be read: " + PlumblineException.reason(e), e);
    }
  }
}
