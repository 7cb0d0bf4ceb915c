package dev.plumbline.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What comes with Plumbline besides its code; the launcher says where that is. */
final class Installation {
  /** The tag of the embedded suite's tasks. */
  static final String SUITE_TAG = "embedded";

  private static final String HOME = "plumbline.home";

  private Installation() {}

  /** The small model that shows what depth is worth, trained by {@code training/}. */
  static Optional<Path> embeddedModel() {
    return folder("models/embedded");
  }

  /** The tasks that the embedded model can answer. */
  static Optional<Path> embeddedSuite() {
    return folder("training/suite");
  }

  private static Optional<Path> folder(String name) {
    return Optional.ofNullable(System.getProperty(HOME))
        .map(home -> Path.of(home, name))
        .filter(Files::isDirectory);
  }
}
