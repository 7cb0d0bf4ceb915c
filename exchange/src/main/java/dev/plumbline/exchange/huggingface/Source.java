package dev.plumbline.exchange.huggingface;

import dev.plumbline.protocol.PlumblineException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where the public finds what is behind a result; a name needs an address. */
public record Source(Optional<String> url, Optional<String> name) {
  public Source {
    if (name.isPresent() && url.isEmpty()) {
      throw new PlumblineException(
          "a source with a name needs an address; give --source-url as well");
    }
  }

  /** The {@code source} of an entry; empty without an address. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    url.ifPresent(u -> fields.put("url", u));
    name.ifPresent(n -> fields.put("name", n));
    return fields;
  }
}
