package dev.plumbline.results.comparison;

import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** In what the configurations of two runs differ. */
final class DifferentSettings {

  /** One line each, {@code name: before -> after}; {@code none} where a run has no such setting. */
  static List<String> of(Manifest baseline, Manifest other) {
    Map<String, Object> before = settings(baseline);
    Map<String, Object> after = settings(other);
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      if (!Objects.equals(before.get(name), after.get(name))) {
        differences.add(
            "%s: %s -> %s"
                .formatted(
                    name, before.getOrDefault(name, "none"), after.getOrDefault(name, "none")));
      }
    }
    return List.copyOf(differences);
  }

  private static Map<String, Object> settings(Manifest manifest) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("model", manifest.bundle().name());
    manifest.bundle().sha256().ifPresent(hash -> settings.put("model's sha256", hash));
    settings.put("plumbline", manifest.versions().plumbline());
    manifest.versions().onnxRuntime().ifPresent(v -> settings.put("onnxruntime", v));
    settings.put("iterations", manifest.points().stream().map(SweepPoint::label).toList());
    manifest.seed().ifPresent(seed -> settings.put("seed", seed));
    manifest.configuration().values().forEach(settings::putIfAbsent);
    return settings;
  }

  private DifferentSettings() {}
}
