package dev.plumbline.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching from a hub, which is a local server here, and one that it sends to for the bytes. */
class HubDatasetsTest {
  @TempDir private Path cache;

  private final List<String> asked = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();
  private HttpServer hub;
  private HttpServer store;

  @BeforeEach
  void start() throws IOException {
    hub = server("hub");
    store = server("store");
  }

  @AfterEach
  void stop() {
    hub.stop(0);
    store.stop(0);
  }

  private HttpServer server(String name) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(name, exchange));
    server.start();
    return server;
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(String name, HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    asked.add(
        name
            + " "
            + path
            + " "
            + Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("-"));
    if (path.equals("/api/datasets/o/n/parquet")) {
      String file = address(hub) + "/api/datasets/o/n/parquet/";
      send(
          exchange,
          200,
          "{\"main\": {\"test\": [\"%1$smain/test/0.parquet\", \"%1$smain/test/1.parquet\"]}}"
              .formatted(file));
    } else if (path.startsWith("/api/datasets/o/n/parquet/")) {
      exchange.getResponseHeaders().add("Location", address(store) + path.substring(25));
      send(exchange, 302, "");
    } else if (path.startsWith("/main/test/")) {
      send(exchange, 200, "bytes of " + path);
    } else {
      send(exchange, 404, "");
    }
  }

  private static void send(HttpExchange exchange, int code, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> fetch(Map<String, String> more, String dataset, String... splits) {
    Map<String, String> environment = new HashMap<>(more);
    environment.putIfAbsent("HF_ENDPOINT", address(hub) + "/");
    return HubDatasets.of(environment)
        .fetch(dataset, Optional.empty(), List.of(splits), cache, progress::add);
  }

  @Test
  void shardsAreFetchedWithTheirHashesAndTheTokenGoesToTheHubAlone() throws IOException {
    List<Path> files = fetch(Map.of("HF_TOKEN", "secret"), "o/n", "test");
    assertThat(files)
        .containsExactly(
            cache.resolve("n/test-00000-of-00002.parquet"),
            cache.resolve("n/test-00001-of-00002.parquet"));
    assertThat(files.get(1)).hasContent("bytes of /main/test/1.parquet");
    assertThat(Files.readAllLines(cache.resolve("n/SHA256SUMS")))
        .containsExactly(
            DigestUtils.sha256Hex("bytes of /main/test/0.parquet")
                + "  test-00000-of-00002.parquet",
            DigestUtils.sha256Hex("bytes of /main/test/1.parquet")
                + "  test-00001-of-00002.parquet");
    assertThat(asked)
        .containsExactly(
            "hub /api/datasets/o/n/parquet Bearer secret",
            "hub /api/datasets/o/n/parquet/main/test/0.parquet Bearer secret",
            "store /main/test/0.parquet -",
            "hub /api/datasets/o/n/parquet/main/test/1.parquet Bearer secret",
            "store /main/test/1.parquet -");
  }

  @Test
  void whatIsThereIsNotFetchedAgainUnlessItChanged() throws IOException {
    List<Path> files = fetch(Map.of(), "o/n");
    asked.clear();
    Files.writeString(files.get(0), "torn");
    assertThat(fetch(Map.of(), "o/n")).isEqualTo(files);
    assertThat(files.get(0)).hasContent("bytes of /main/test/0.parquet");
    assertThat(asked).filteredOn(line -> line.startsWith("store")).hasSize(1);
    assertThat(progress).contains(files.get(1) + " is there");
  }

  @Test
  void whatTheHubDoesNotHaveIsSaid() {
    assertThatThrownBy(() -> fetch(Map.of(), "o/n", "train"))
        .isInstanceOf(PlumblineException.class)
        .hasMessage("o/n has no configuration 'main' with a split 'train'; it has main [test]");
    assertThatThrownBy(() -> fetch(Map.of(), "o/other"))
        .hasMessageEndingWith("/api/datasets/o/other/parquet: the server answered 404");
    assertThatThrownBy(() -> fetch(Map.of(), "../n")).hasMessageContaining("is no data set");
  }

  @Test
  void proxiesOfTheEnvironmentAreUsedButForWhatIsExempt() {
    // The store stands in for a proxy: it gets the whole address, and has no such file.
    Map<String, String> proxied =
        Map.of("HF_ENDPOINT", "http://hub.invalid", "HTTP_PROXY", address(store));
    assertThatThrownBy(() -> fetch(proxied, "o/n")).hasMessageContaining("answered 404");
    assertThat(asked).containsExactly("store http://hub.invalid/api/datasets/o/n/parquet -");
    Map<String, String> exempt =
        Map.of("http_proxy", "http://127.0.0.1:1", "no_proxy", "x.org, 127.0.0.1");
    assertThat(fetch(exempt, "o/n")).hasSize(2);
  }
}
