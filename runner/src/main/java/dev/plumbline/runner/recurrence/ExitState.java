package dev.plumbline.runner.recurrence;

import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.runner.backend.Arena;
import java.util.List;
import java.util.Optional;

/**
 * What the tokens of a pass are at an exit; it lives while its observer is called.
 *
 * @param iterations of the core that they ran
 * @param last their states after the last iteration
 * @param expected the mean of their states after all iterations, weighted by the exit gate's
 *     probabilities, where the last iteration takes what is left; absent without a gate
 * @param gates what the gate makes of their states, before the sigmoid, [iterations][tokens]; empty
 *     unless the pass was asked for it
 * @param injected what the core saw besides the states; absent where it takes nothing else
 */
public record ExitState(
    int iterations,
    HiddenState last,
    Optional<HiddenState> expected,
    List<float[]> gates,
    Optional<HiddenState> injected) {

  /** Of some tokens, [iterations][places]. */
  public List<float[]> gatesAt(long[] places) {
    return gates.stream()
        .map(
            all -> {
              float[] some = new float[places.length];
              for (int i = 0; i < places.length; i++) {
                some[i] = all[(int) places[i]];
              }
              return some;
            })
        .toList();
  }

  /** The states that a point of a sweep reads. */
  public HiddenState at(SweepPoint point) {
    return point.match(
        fixed -> last, mean -> expected.orElseThrow(), ExitState::elsewhere, ExitState::elsewhere);
  }

  /** Points whose tokens go their own ways are answered in another way. */
  private static HiddenState elsewhere(SweepPoint point) {
    throw new IllegalArgumentException(point.label() + " is not read from an exit of all rows");
  }

  /**
   * The states that points read of a token each.
   *
   * @param from the first one's token; the others follow
   */
  public HiddenState at(Arena.Frame memory, int from, List<SweepPoint> points) {
    if (expected.isEmpty()) {
      return last.slice(from, from + points.size());
    }
    HiddenState mixed = HiddenState.of(memory, points.size(), last.channels());
    for (int i = 0; i < points.size(); i++) {
      mixed.put(i, at(points.get(i)), from + i);
    }
    return mixed;
  }
}
