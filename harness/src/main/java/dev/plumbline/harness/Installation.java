package dev.plumbline.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What comes with Plumbline besides its code: in the checkout that its launcher names, else in the
 * jar of this module.
 */
final class Installation {
  /** The tag of the embedded suite's tasks. */
  static final String SUITE_TAG = "embedded";

  /** Where they are in it. */
  static final String SUITE = "training/suite";

  private static final String HOME = "plumbline.home";

  private Installation() {}

  /** The small model that shows what depth is worth, trained by {@code training/}. */
  static Path embeddedModel() {
    return folder("models/embedded");
  }

  /** The tasks that the embedded model can answer. */
  static Path embeddedSuite() {
    return folder(SUITE);
  }

  /** Its checkout's folder; empty where there is none. */
  static String home() {
    return System.getProperty(HOME, "");
  }

  /** Says where it is, in a process that no launcher started. */
  static void set(String home) {
    if (!home.isEmpty()) {
      System.setProperty(HOME, home);
    }
  }

  private static Path folder(String name) {
    return Optional.ofNullable(System.getProperty(HOME))
        .map(home -> Path.of(home, name))
        .filter(Files::isDirectory)
        .orElseGet(() -> PackedFiles.folder().resolve(name));
  }
}
