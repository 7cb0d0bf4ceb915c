package dev.plumbline.tasks.jinja;

import java.time.Duration;

/** What ends a template that would go on and on. */
final class Limits {
  /** Longest rendered text, in characters. */
  static final int OUTPUT = 16_000_000;

  /** How long one rendering may take; usual ones take milliseconds. */
  static final Duration TIME = Duration.ofSeconds(5);

  /** Scopes inside one another. */
  static final int DEPTH = 100;

  private Limits() {}
}
