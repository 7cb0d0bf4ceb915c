package dev.plumbline.tasks.python;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Python's tuple: prints with parentheses, cannot be changed, and is equal to no list. */
public final class PythonTuple extends AbstractList<Object> {
  private final List<Object> items;

  /** Items may be null, which is None. */
  public PythonTuple(Collection<?> items) {
    this.items = new ArrayList<>(items);
  }

  public static PythonTuple of(Object... items) {
    return new PythonTuple(Arrays.asList(items));
  }

  @Override
  public Object get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }
}
