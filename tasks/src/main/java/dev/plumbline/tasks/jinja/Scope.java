package dev.plumbline.tasks.jinja;

import java.util.HashMap;
import java.util.Map;

/** Names that are set; an inner scope sees the outer ones and changes none of them. */
final class Scope {
  /** What a name has that is not set yet, though an outer scope or the template's variables may. */
  static final Object UNSET = new Object();

  private final Scope outer;
  private final Map<String, Object> values = new HashMap<>();

  Scope(Scope outer) {
    this.outer = outer;
  }

  boolean has(String name) {
    return values.containsKey(name) || (outer != null && outer.has(name));
  }

  Object get(String name) {
    return values.containsKey(name) || outer == null ? values.get(name) : outer.get(name);
  }

  void set(String name, Object value) {
    values.put(name, value);
  }
}
