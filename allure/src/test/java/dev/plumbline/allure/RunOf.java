package dev.plumbline.allure;

import dev.plumbline.protocol.Sweep;
import dev.plumbline.results.Configuration;
import dev.plumbline.results.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a run says of itself. */
final class RunOf {
  static Manifest model(String name) {
    return new Manifest(
        "plumbline sweep",
        Instant.EPOCH,
        Instant.EPOCH,
        7,
        Sweep.of(List.of(1, 4)).points(),
        new Manifest.Bundle(name, "0123456789abcdef".repeat(4)),
        List.of(
            new Manifest.Task("sums", "1.0", Map.of(), 5, 0),
            new Manifest.Task("facts", "1.0", Map.of(), 5, 0)),
        new Manifest.Versions("0.1.0", "1.29.0", "17", "Linux", "a processor"),
        new Configuration(Map.of("device", "cpu", "threads", 2)));
  }

  private RunOf() {}
}
