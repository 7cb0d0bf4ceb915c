package dev.plumbline.tasks.jinja;

/** What filters and tests may ask of the rendering that calls them. */
interface Context {
  /** What is missing, as the environment has it. */
  Undefined undefined(String what);

  /** {@code object[key]}. */
  Object item(Object object, Object key);

  boolean hasFilter(String name);

  Object filter(String name, Object value, Arguments given);

  boolean test(String name, Object value, Arguments given);
}
