package dev.plumbline.runner.adaptive;

import dev.plumbline.protocol.Exit;
import dev.plumbline.protocol.Work;
import java.util.Arrays;

/** The way of a token, or of a prompt as a whole, through the core at one point. */
final class Course {
  private final Rule rule;
  private final Exit exit;
  private final Criterion criterion;
  private final long tokens;
  private final long visibleKeys;
  private double value = Double.NaN;
  private int steps;
  private int iteration;
  private int readouts;
  private float[] lastState;
  private float[] logits;
  private float[] shallow;

  /**
   * Before the first iteration.
   *
   * @param exit the point's, or none in a prefill that runs all iterations
   * @param visibleKeys how many keys its tokens see together
   */
  Course(Rule rule, Exit exit, Seen start, long visibleKeys) {
    this.rule = rule;
    this.exit = exit;
    this.criterion = Criteria.of(exit);
    this.tokens = start.tokens();
    this.visibleKeys = visibleKeys;
    criterion.begin(start);
  }

  Rule rule() {
    return rule;
  }

  /** Says that it ran an iteration; a criterion that reads states decides now. */
  void ran(int iteration, Seen seen) {
    this.iteration = iteration;
    if (steps == 0 && exit.due(iteration) && !criterion.readsLogits()) {
      judge(seen);
    }
    if (steps == 0 && iteration == rule.iterations() && !criterion.readsLogits()) {
      leave(seen);
    }
  }

  /** Whether it goes through the coda after this iteration. */
  boolean wantsLogits() {
    return steps == iteration
        || (steps == 0
            && (iteration == rule.iterations() || (exit.due(iteration) && criterion.readsLogits())))
        || iteration == rule.shallow();
  }

  /** Which of the coda's caches that goes to: 1 for the shallower depth. */
  int depth() {
    return iteration == rule.shallow() ? 1 : 0;
  }

  /** What is predicted after this iteration; a criterion that reads logits decides now. */
  void read(Seen seen) {
    readouts++;
    if (iteration == rule.shallow()) {
      shallow = seen.logits();
      return;
    }
    logits = seen.logits();
    if (steps == 0 && exit.due(iteration)) {
      judge(seen);
    }
    if (steps == 0 && iteration == rule.iterations()) {
      leave(seen);
    }
  }

  /** Where no logits decide: they are read once all is over. */
  void readAtItsEnd() {
    readouts += rule.depths();
  }

  private void judge(Seen seen) {
    value = criterion.value(seen);
    if (criterion.isEnough(value, exit.threshold())) {
      leave(seen);
    }
  }

  private void leave(Seen seen) {
    steps = iteration;
    int channels = seen.channels();
    lastState =
        Arrays.copyOfRange(seen.states(), seen.states().length - channels, seen.states().length);
  }

  /** Whether its answer is there. */
  boolean left() {
    return steps > 0;
  }

  /** Whether it needs no further iteration. */
  boolean done() {
    return left() && (!rule.runsOn() || iteration == rule.iterations());
  }

  /** Iterations until it left. */
  int steps() {
    return steps;
  }

  /** That of its last token when it left, [channels]. */
  float[] lastState() {
    return lastState;
  }

  /** Iterations whose keys and values there are. */
  int kept() {
    return iteration;
  }

  /** The criterion's when it left; NaN if it was not asked. */
  float value() {
    return (float) value;
  }

  /** What the answer is read from, [vocabulary]. */
  float[] logits() {
    if (rule.shallow() == 0) {
      return logits;
    }
    return rule.contrast(logits, shallow);
  }

  Work work() {
    return new Work(
        tokens * iteration, visibleKeys * iteration, tokens * readouts, visibleKeys * readouts);
  }
}
