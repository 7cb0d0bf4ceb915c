package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.code.Given;
import dev.plumbline.tasks.code.PythonFunction;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A row of data.
 *
 * @param fields by name, as plain values
 * @param origin where it comes from, such as {@code gsm8k/test.jsonl, row 3}
 * @param given what Python functions gave for it
 */
record Doc(Map<String, Object> fields, String origin, Map<PythonFunction, Given> given) {
  Doc {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    Objects.requireNonNull(origin, "origin");
    given = Map.copyOf(given);
  }

  Doc(Map<String, Object> fields, String origin) {
    this(fields, origin, Map.of());
  }

  /** The same row with what Python functions gave for it. */
  Doc given(Map<PythonFunction, Given> values) {
    return new Doc(fields, origin, values);
  }

  /** What a Python function gave for it. */
  Object valueOf(PythonFunction function) {
    Given value = given.get(function);
    if (value == null) {
      throw new IllegalStateException(function.name() + " was not called for " + origin);
    }
    value
        .error()
        .ifPresent(
            error -> {
              throw new PlumblineException(origin + ": " + error);
            });
    return value.content();
  }

  /** The same row with more fields. */
  Doc plus(Map<String, Object> more) {
    Map<String, Object> all = new LinkedHashMap<>(fields);
    all.putAll(more);
    return new Doc(all, origin);
  }

  /** A field that has to be there. */
  Object field(String name) {
    if (!fields.containsKey(name)) {
      throw missing(name);
    }
    return fields.get(name);
  }

  /** A field that has to be a text. */
  String text(String name) {
    if (field(name) instanceof String text) {
      return text;
    }
    throw new PlumblineException(origin + ": field '" + name + "' is not a text");
  }

  private PlumblineException missing(String name) {
    return new PlumblineException(
        origin + ": field '" + name + "' is missing; the row has " + fields.keySet());
  }
}
