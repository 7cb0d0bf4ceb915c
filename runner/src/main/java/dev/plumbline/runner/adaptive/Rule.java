package dev.plumbline.runner.adaptive;

import dev.plumbline.protocol.Exit;
import dev.plumbline.protocol.KeyLookup;
import dev.plumbline.protocol.SweepPoint;

/**
 * How a point's tokens go through the core.
 *
 * @param shallow after which iteration predictions are kept that the last ones are set against; 0
 *     for none
 * @param weight how much of the difference is added
 */
record Rule(
    SweepPoint point,
    int iterations,
    Exit exit,
    KeyLookup lookup,
    boolean warmStart,
    int shallow,
    double weight) {

  static Rule of(SweepPoint point) {
    return point.match(
        Rule::uniform,
        Rule::uniform,
        p -> new Rule(p, p.iterations(), p.exit(), p.lookup(), p.warmStart(), 0, 0),
        p ->
            new Rule(
                p, p.iterations(), Exit.NONE, KeyLookup.LATEST, false, p.shallow(), p.weight()));
  }

  private static Rule uniform(SweepPoint point) {
    throw new IllegalArgumentException(point.label() + " lets all tokens run alike");
  }

  /** How many depths' codas keep keys and values. */
  int depths() {
    return shallow == 0 ? 1 : 2;
  }

  /** What both depths predict, [vocabulary] each, as one. */
  float[] contrast(float[] deep, float[] flat) {
    float[] contrasted = new float[deep.length];
    for (int token = 0; token < deep.length; token++) {
      contrasted[token] = (float) (deep[token] + weight * ((double) deep[token] - flat[token]));
    }
    return contrasted;
  }

  /** Whether tokens run all iterations whenever they leave, for their keys and values. */
  boolean runsOn() {
    return lookup.kind() == KeyLookup.Kind.FULL;
  }
}
