package dev.plumbline.tasks.data;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The proxies that {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} name. */
final class EnvironmentProxies extends ProxySelector {
  private final Map<String, String> environment;

  EnvironmentProxies(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI uri) {
    Optional<URI> proxy =
        exempt(uri.getHost())
            ? Optional.empty()
            : variable(uri.getScheme() + "_proxy").map(this::uri);
    return List.of(
        proxy
            .map(at -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(at.getHost(), port(at))))
            .orElse(Proxy.NO_PROXY));
  }

  private static int port(URI proxy) {
    return proxy.getPort() < 0 ? 80 : proxy.getPort();
  }

  private URI uri(String proxy) {
    return URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
  }

  /** By a name that ends in one of those, or equals it. */
  private boolean exempt(String host) {
    for (String name : variable("no_proxy").orElse("").split(",", -1)) {
      String suffix = name.strip().replaceFirst("^\\*?\\.", "");
      if (suffix.equals("*")
          || (!suffix.isEmpty() && (host.equals(suffix) || host.endsWith("." + suffix)))) {
        return true;
      }
    }
    return false;
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
        .filter(value -> !value.isBlank());
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException e) {}
}
