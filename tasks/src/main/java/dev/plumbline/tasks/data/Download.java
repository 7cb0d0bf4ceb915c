package dev.plumbline.tasks.data;

import static org.apache.commons.codec.digest.MessageDigestAlgorithms.SHA_256;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.codec.digest.DigestUtils;

/** Fetches files so that each appears only when it is whole and right. */
public final class Download {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  /** Lists of files are short. */
  private static final int MOST_TEXT = 1 << 24;

  private static final int MOST_REDIRECTS = 10;

  private final HttpClient client;
  private final Optional<Token> token;

  /** Who asks; told to the host of one address alone. */
  public record Token(URI endpoint, String text) {
    private boolean isFor(URI uri) {
      return endpoint.getScheme().equals(uri.getScheme())
          && endpoint.getHost().equals(uri.getHost())
          && endpoint.getPort() == uri.getPort();
    }
  }

  /** For files that everyone may have, through the environment's proxies. */
  public Download() {
    this(System.getenv(), Optional.empty());
  }

  /**
   * @param environment names the proxies
   */
  public Download(Map<String, String> environment, Optional<Token> token) {
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .proxy(new EnvironmentProxies(environment))
            .build();
    this.token = token;
  }

  /**
   * Fetches one file.
   *
   * @param sha256 of its bytes, in lower-case hexadecimal
   * @param to its place; an older file there is replaced at the very end
   * @throws IOException on one line: what came instead of the file
   */
  public void fetch(URI from, String sha256, Path to) throws IOException {
    try (InputStream body = answer(from)) {
      keep(body, sha256, to);
    }
  }

  /** As above, for a file whose SHA-256 nobody knows beforehand; returns it. */
  public String fetch(URI from, Path to) throws IOException {
    try (InputStream body = answer(from)) {
      return keep(body, null, to);
    }
  }

  /** A short text. */
  public String text(URI from) throws IOException {
    try (InputStream body = answer(from)) {
      return new String(body.readNBytes(MOST_TEXT), StandardCharsets.UTF_8);
    }
  }

  /** Follows redirects itself: the token goes to no other host. */
  private InputStream answer(URI from) throws IOException {
    URI at = from;
    try {
      for (int i = 0; i < MOST_REDIRECTS; i++) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at).timeout(ANSWER_TIMEOUT);
        URI asked = at;
        token
            .filter(given -> given.isFor(asked))
            .ifPresent(given -> request.header("Authorization", "Bearer " + given.text()));
        HttpResponse<InputStream> response =
            client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
          return response.body();
        }
        response.body().close();
        Optional<String> location = response.headers().firstValue("Location");
        if (response.statusCode() / 100 != 3 || location.isEmpty()) {
          throw new IOException("the server answered " + response.statusCode());
        }
        URI next = at.resolve(location.get());
        if (at.getScheme().equals("https") && !next.getScheme().equals("https")) {
          throw new IOException("the server leads from https to " + next);
        }
        at = next;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    throw new IOException("the server leads in a circle, to " + at);
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

  private static String keep(InputStream content, String sha256, Path to) throws IOException {
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
      return actual;
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
