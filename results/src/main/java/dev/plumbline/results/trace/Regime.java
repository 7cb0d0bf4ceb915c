package dev.plumbline.results.trace;

import java.util.Locale;

/** What a path does in the end; {@link Motion} has the rules. */
public enum Regime {
  /** It has settled on a state, or its steps shrink towards one. */
  CONVERGING,

  /** It comes back to where it was some iterations ago, again and again. */
  ORBITING,

  /** It keeps going one way, such as on a slow approach of which most is still to come. */
  SLIDING,

  /**
   * It neither falls, repeats, nor goes anywhere, as noise about a point or a random walk. Also
   * what is too short to tell, a circle too slow to be seen three times, and steps that grow
   * several-fold: the rate tells.
   */
  MARGINAL;

  /** As files name it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
