package dev.plumbline.results.trace;

import dev.plumbline.results.Interval;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a path does in the end, judged on its tail: the last half of its iterations, and no fewer
 * than the last 12. The first rule that holds gives the regime:
 *
 * <ol>
 *   <li>CONVERGING where the last step is at most 1e-5 of the state: settled, up to float32
 *       rounding. States computed in 16 bits never are.
 *   <li>MARGINAL with fewer than 12 iterations, in which nothing else can be told from chance.
 *   <li>CONVERGING where the rate is below 1 at a level of 1 %, one-sided, and halves the steps
 *       over the tail. By that rate the path went at least half of what was left of its way, since
 *       the steps to come are to those of the tail as rate^(T-1) to 1 - rate^(T-1).
 *   <li>ORBITING where it comes back to where it was p iterations ago, by less than half of the
 *       mean squared step, and does so in at most 1 % of random orders.
 *   <li>SLIDING where its straightness is at least 1/2, and as much in at most 1 % of random signs.
 *   <li>MARGINAL otherwise.
 * </ol>
 *
 * <p>A path in noise that is as large as the motion is therefore MARGINAL, and a contraction too
 * slow for its tail is SLIDING, or ORBITING if it spirals, with a rate below 1. Of noise and random
 * walks in 1 to 3 channels each rule takes about 1 to 2 % for something, of those in 64 channels
 * none.
 *
 * @param rate factor of the step norm per iteration: over the tail or, of a path that has settled,
 *     over the tail of what it did before; absent where fewer than four steps of it are above
 *     rounding
 * @param rateInterval 95 %, absent where the rate is
 * @param period iterations until it comes back; present where ORBITING, from 2 to a third of the
 *     tail's states
 * @param periodP of the orbit, with the least one of 0.005; absent where settled or too short
 * @param straightness length of the tail's sum of steps over what equal steps would make of it: 1
 *     for a steady drift, about 1 / sqrt(T - 1) for steps without a common direction; NaN where
 *     nothing moves
 * @param driftP of the straightness, with the least one of 0.005; absent where settled or too short
 */
record Motion(
    Regime regime,
    OptionalDouble rate,
    Optional<Interval> rateInterval,
    OptionalInt period,
    OptionalDouble periodP,
    double straightness,
    OptionalDouble driftP) {

  /**
   * Judges a path.
   *
   * @param seed of the random orders and signs
   */
  static Motion of(TokenPath path, long seed) {
    Tail tail = Tail.of(path);
    if (Settling.isSettled(path)) {
      Optional<Contraction> before = Contraction.of(Tail.of(path, Settling.lastMove(path)));
      return untested(Regime.CONVERGING, before, tail);
    }
    Optional<Contraction> contraction = Contraction.of(tail);
    if (tail.states() < Tail.FEWEST) {
      return untested(Regime.MARGINAL, contraction, tail);
    }
    OrbitTest orbit = OrbitTest.of(tail, seed);
    DriftTest drift = DriftTest.of(tail, seed);
    Regime regime = regime(tail, contraction, orbit, drift);
    return new Motion(
        regime,
        rate(contraction),
        contraction.map(Contraction::interval),
        regime == Regime.ORBITING ? OptionalInt.of(orbit.period()) : OptionalInt.empty(),
        OptionalDouble.of(orbit.p()),
        drift.straightness(),
        OptionalDouble.of(drift.p()));
  }

  private static Regime regime(
      Tail tail, Optional<Contraction> contraction, OrbitTest orbit, DriftTest drift) {
    if (contraction.filter(c -> c.halvesOver(tail.steps())).isPresent()) {
      return Regime.CONVERGING;
    }
    if (orbit.passes()) {
      return Regime.ORBITING;
    }
    return drift.passes() ? Regime.SLIDING : Regime.MARGINAL;
  }

  private static Motion untested(Regime regime, Optional<Contraction> contraction, Tail tail) {
    return new Motion(
        regime,
        rate(contraction),
        contraction.map(Contraction::interval),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        DriftTest.straightness(tail),
        OptionalDouble.empty());
  }

  private static OptionalDouble rate(Optional<Contraction> contraction) {
    return contraction.stream().mapToDouble(Contraction::rate).findFirst();
  }
}
