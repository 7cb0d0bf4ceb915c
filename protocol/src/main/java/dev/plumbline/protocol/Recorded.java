package dev.plumbline.protocol;

import java.util.List;

/**
 * What is written down of an answer's tokens, by continuation; a text is one.
 *
 * @param gated what the exit gate makes of them; empty where it is not recorded
 * @param exited when they left the core; empty at points where all run alike
 */
public record Recorded(List<List<GatedToken>> gated, List<List<ExitedToken>> exited) {
  /** Nothing. */
  public static final Recorded NONE = new Recorded(List.of(), List.of());

  public Recorded {
    gated = gated.stream().map(List::copyOf).toList();
    exited = exited.stream().map(List::copyOf).toList();
  }

  public static Recorded gated(List<List<GatedToken>> gated) {
    return new Recorded(gated, List.of());
  }

  public static Recorded exited(List<List<ExitedToken>> exited) {
    return new Recorded(List.of(), exited);
  }
}
