package dev.plumbline.runner.bundle;

import dev.plumbline.protocol.text.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Remembers large files whose hash was taken, by path, size, time of change and inode, so that it
 * need not be taken at every start. A memory that cannot be read or written costs time, no more.
 */
public final class VerifiedFiles {
  /** Smaller ones are read faster than remembered. */
  private static final long LARGE_BYTES = 64L << 20;

  /** A file that changed just now may change again within the same tick of its clock. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private final Path folder;
  private final long largeBytes;

  VerifiedFiles(Path folder, long largeBytes) {
    this.folder = folder;
    this.largeBytes = largeBytes;
  }

  /**
   * A memory that outlives the process.
   *
   * @param folder made when there is something to remember
   */
  public static VerifiedFiles in(Path folder) {
    return new VerifiedFiles(folder, LARGE_BYTES);
  }

  /** What a file looks like from outside; taken before it is read. */
  String stamp(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    boolean settled =
        attributes.lastModifiedTime().toInstant().isBefore(Instant.now().minus(SETTLED));
    return settled ? stamp(attributes) : "";
  }

  private String stamp(BasicFileAttributes attributes) {
    return attributes.size() < largeBytes
        ? ""
        : "%d %d %s"
            .formatted(
                attributes.size(),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                attributes.fileKey());
  }

  /** Remembers a file that this process alone has written, and whose hash it has taken. */
  void rememberWritten(Path file, String sha256) {
    try {
      remember(file, stamp(Files.readAttributes(file, BasicFileAttributes.class)), sha256);
    } catch (IOException e) {
      // Then it is hashed when it is first read.
    }
  }

  /** Whether a file of this stamp had this hash. */
  boolean remembers(Path file, String stamp, String sha256) {
    try {
      return !stamp.isEmpty()
          && Files.exists(entry(file))
          && Files.readString(entry(file)).equals(line(stamp, sha256));
    } catch (IOException e) {
      return false;
    }
  }

  void remember(Path file, String stamp, String sha256) {
    if (stamp.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(folder);
      WholeFile.write(entry(file), out -> out.write(line(stamp, sha256)));
    } catch (IOException e) {
      // Then it is hashed again next time.
    }
  }

  private static String line(String stamp, String sha256) {
    return stamp + " " + sha256 + "\n";
  }

  private Path entry(Path file) throws IOException {
    return folder.resolve(DigestUtils.sha256Hex(file.toRealPath().toString()));
  }
}
