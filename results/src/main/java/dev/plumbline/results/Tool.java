package dev.plumbline.results;

import java.util.Objects;

/** What asked a model. */
public record Tool(String name, String version) {
  /** The name of the tool where that is Plumbline. */
  public static final String PLUMBLINE = "plumbline";

  public Tool {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
  }
}
