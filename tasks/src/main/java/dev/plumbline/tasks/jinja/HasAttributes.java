package dev.plumbline.tasks.jinja;

/** A value with attributes of its own, such as {@code loop}. */
interface HasAttributes {
  /** What a look-up gives that finds nothing. */
  Object MISSING = new Object();

  /** The attribute, or {@link #MISSING}. */
  Object attribute(String name);
}
