package dev.plumbline.exchange;

import dev.plumbline.results.Manifest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of a run that a submission states: those that an answer depends on, and none that
 * names a place on the machine.
 */
public final class StatedSettings {
  /** By name, in a fixed order, as texts; only those that the run has. */
  public static Map<String, String> of(Manifest manifest) {
    Map<String, String> stated = new LinkedHashMap<>();
    manifest.seed().ifPresent(seed -> stated.put("seed", Long.toString(seed)));
    stated.putAll(manifest.configuration().stated());
    return stated;
  }

  private StatedSettings() {}
}
