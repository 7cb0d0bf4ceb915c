package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.plumbline.protocol.PlumblineException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCatalogTest {
  private static final byte[] ROWS = "{\"a\": 1}\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path cache;
  private final List<String> progress = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] zip = zip("Data/test.jsonl", ROWS);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(path);
          if (path.equals("/moved.jsonl")) {
            exchange.getResponseHeaders().add("Location", "/rows.jsonl");
            exchange.sendResponseHeaders(302, -1);
          } else if (path.equals("/none.jsonl")) {
            exchange.sendResponseHeaders(404, -1);
          } else {
            byte[] body = path.endsWith(".zip") ? zip : ROWS;
            // A server that breaks off announces more than it sends.
            boolean breaksOff = path.equals("/broken.jsonl");
            exchange.sendResponseHeaders(200, body.length + (breaksOff ? 100 : 0));
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private DataCatalog.Source source(String file, byte[] content, String path, String member) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return new DataCatalog.Source(
          "facts",
          "test",
          URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + file),
          HexFormat.of().formatHex(hash),
          content.length,
          path,
          Optional.ofNullable(member));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Path> fetch(DataCatalog.Source source) {
    return new DataCatalog(List.of(source)).fetch(List.of(), cache, progress::add);
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void fetchedOnceAndThenTakenFromTheCache() throws IOException {
    DataCatalog.Source source = source("moved.jsonl", ROWS, "facts/test.jsonl", null);
    Path file = cache.resolve("facts/test.jsonl");
    assertThat(fetch(source)).containsExactly(file);
    assertThat(file).hasBinaryContent(ROWS);
    fetch(source);
    assertThat(asked).containsExactly("/moved.jsonl", "/rows.jsonl");
    assertThat(progress)
        .containsExactly("fetching " + source.url() + " (9 bytes)", file + " is there");
    assertThat(kept()).containsExactly(file);
  }

  @Test
  void damagedFileInTheCacheIsFetchedAgain() throws IOException {
    DataCatalog.Source source = source("rows.jsonl", ROWS, "facts/test.jsonl", null);
    Files.createDirectories(cache.resolve("facts"));
    Files.writeString(cache.resolve("facts/test.jsonl"), "half a fi");
    fetch(source);
    assertThat(cache.resolve("facts/test.jsonl")).hasBinaryContent(ROWS);
  }

  @Test
  void wrongHashKeepsNothing() throws IOException {
    DataCatalog.Source source =
        source("rows.jsonl", "other".getBytes(StandardCharsets.UTF_8), "facts/test.jsonl", null);
    assertThatThrownBy(() -> fetch(source))
        .isInstanceOf(PlumblineException.class)
        .hasMessageStartingWith("cannot fetch facts (test) from " + source.url())
        .hasMessageContaining(": the SHA-256 is ")
        .hasMessageContaining(", expected " + source.sha256() + "; nothing was kept.")
        .hasMessageEndingWith("put the file at " + cache.resolve("facts/test.jsonl"));
    assertThat(kept()).isEmpty();
  }

  @Test
  void brokenTransferKeepsNothing() throws IOException {
    assertThatThrownBy(() -> fetch(source("broken.jsonl", ROWS, "facts/test.jsonl", null)))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("nothing was kept");
    assertThatThrownBy(() -> fetch(source("none.jsonl", ROWS, "facts/test.jsonl", null)))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining(": the server answered 404; nothing was kept");
    assertThat(kept()).isEmpty();
  }

  @Test
  void memberOfAnArchiveIsTakenOut() throws IOException {
    byte[] zip = zip("Data/test.jsonl", ROWS);
    assertThat(fetch(source("a.zip", zip, "facts/test.jsonl", "Data/test.jsonl")))
        .containsExactly(cache.resolve("facts/test.jsonl"));
    assertThat(cache.resolve("facts/test.jsonl")).hasBinaryContent(ROWS);
    assertThatThrownBy(() -> fetch(source("a.zip", zip, "facts/dev.jsonl", "Data/dev.jsonl")))
        .hasMessageContaining("the archive has no Data/dev.jsonl");
  }

  private static byte[] zip(String member, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry(member);
      entry.setTime(0); // The same bytes each time.
      zip.putNextEntry(entry);
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void unknownDataSetIsRefused() {
    assertThatThrownBy(() -> DataCatalog.builtIn().fetch(List.of("gsm"), cache, progress::add))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "unknown data set 'gsm'; known are gsm8k, hellaswag, humaneval, mbpp, openbookqa");
  }

  @Test
  void everySourceGoesWhereTheTasksLook() {
    for (DataCatalog.Source source : DataCatalog.builtIn().sources()) {
      assertThat(source.path()).startsWith(source.dataset() + "/");
      assertThat(source.url().getScheme()).isEqualTo("https");
    }
  }
}
