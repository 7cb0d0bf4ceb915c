package dev.plumbline.tasks.data;

import static org.apache.commons.codec.digest.MessageDigestAlgorithms.SHA_256;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/** The SHA-256 of fetched files, in a folder's {@code SHA256SUMS} as sha256sum writes it. */
public final class Checksums {
  private final Path folder;
  private final Path list;

  public Checksums(Path folder) {
    this.folder = folder;
    this.list = folder.resolve("SHA256SUMS");
  }

  /** Whether a file is there as it was fetched. */
  public boolean holds(Path file) throws IOException {
    return Files.isRegularFile(file)
        && new DigestUtils(SHA_256).digestAsHex(file).equals(read().get(name(file)));
  }

  public void put(Path file, String sha256) throws IOException {
    Map<String, String> sums = read();
    sums.put(name(file), sha256);
    StringBuilder text = new StringBuilder();
    sums.forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
    Files.writeString(list, text);
  }

  private Map<String, String> read() throws IOException {
    Map<String, String> sums = new TreeMap<>();
    if (Files.isRegularFile(list)) {
      for (String line : Files.readAllLines(list)) {
        int gap = line.indexOf("  ");
        if (gap > 0) {
          sums.put(line.substring(gap + 2), line.substring(0, gap));
        }
      }
    }
    return sums;
  }

  private String name(Path file) {
    return folder.relativize(file).toString();
  }
}
