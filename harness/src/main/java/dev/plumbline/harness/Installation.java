package dev.plumbline.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What comes with Plumbline besides its code; the launcher says where that is. */
final class Installation {
  /** The tag of the embedded suite's tasks. */
  static final String SUITE_TAG = "embedded";

  /** Where they are in it. */
  static final String SUITE = "training/suite";

  private static final String HOME = "plumbline.home";

  private Installation() {}

  /** The small model that shows what depth is worth, trained by {@code training/}. */
  static Optional<Path> embeddedModel() {
    return folder("models/embedded");
  }

  /** The tasks that the embedded model can answer. */
  static Optional<Path> embeddedSuite() {
    return folder(SUITE);
  }

  /** Its folder; empty where nobody said. */
  static String home() {
    return System.getProperty(HOME, "");
  }

  /** Says where it is, in a process that no launcher started. */
  static void set(String home) {
    if (!home.isEmpty()) {
      System.setProperty(HOME, home);
    }
  }

  private static Optional<Path> folder(String name) {
    return Optional.ofNullable(System.getProperty(HOME))
        .map(home -> Path.of(home, name))
        .filter(Files::isDirectory);
  }
}
