package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.python.PythonTuple;
import java.util.Arrays;
import java.util.List;

/** A group that {@code groupby} made: a pair whose parts have names, too. */
final class Group extends PythonTuple implements HasAttributes {
  Group(Object grouper, List<Object> list) {
    super(Arrays.asList(grouper, list));
  }

  @Override
  public Object attribute(String name) {
    return name.equals("grouper") ? get(0) : name.equals("list") ? get(1) : MISSING;
  }
}
