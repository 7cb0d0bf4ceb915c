package dev.plumbline.tasks.jinja;

import java.util.AbstractList;

/** Python's range; it prints as it was made. */
final class Range extends AbstractList<Object> {
  private static final int MOST = 100_000;

  private final long start;
  private final long stop;
  private final long step;
  private final int size;

  private Range(long start, long stop, long step, int size) {
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.size = size;
  }

  static Range of(long start, long stop, long step) {
    if (step == 0) {
      throw new JinjaException("range() needs a step that is not zero");
    }
    long size = Math.max(0, Math.floorDiv(stop - start + step - Long.signum(step), step));
    if (size > MOST) {
      throw new JinjaException("range() of more than " + MOST + " numbers");
    }
    return new Range(start, stop, step, (int) size);
  }

  @Override
  public Object get(int index) {
    return start + index * step;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String toString() {
    return "range(" + start + ", " + stop + (step == 1 ? ")" : ", " + step + ")");
  }
}
