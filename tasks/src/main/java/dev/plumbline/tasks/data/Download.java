package dev.plumbline.tasks.data;

import static org.apache.commons.codec.digest.MessageDigestAlgorithms.SHA_256;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.codec.digest.DigestUtils;

/** Fetches files so that each appears only when it is whole and right. */
public final class Download {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_TIMEOUT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /**
   * Fetches one file.
   *
   * @param sha256 of its bytes, in lower-case hexadecimal
   * @param to its place; an older file there is replaced at the very end
   * @throws IOException on one line: what came instead of the file
   */
  public void fetch(URI from, String sha256, Path to) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(from).timeout(ANSWER_TIMEOUT).build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new IOException("the server answered " + response.statusCode());
        }
        keep(body, sha256, to);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * Takes one file out of a zip archive.
   *
   * @throws IOException for a broken archive and for one without that member
   */
  public static void extract(Path archive, String member, Path to) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      ZipEntry entry = zip.getEntry(member);
      if (entry == null) {
        throw new IOException("the archive has no " + member);
      }
      try (InputStream content = zip.getInputStream(entry)) {
        keep(content, null, to);
      }
    }
  }

  private static void keep(InputStream content, String sha256, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Path part = Files.createTempFile(to.getParent(), to.getFileName() + ".", ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        content.transferTo(out);
      }
      String actual = new DigestUtils(SHA_256).digestAsHex(part);
      if (sha256 != null && !actual.equals(sha256)) {
        throw new IOException("the SHA-256 is " + actual + ", expected " + sha256);
      }
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
