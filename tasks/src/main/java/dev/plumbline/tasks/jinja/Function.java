package dev.plumbline.tasks.jinja;

/** What a template can call. */
@FunctionalInterface
interface Function {
  Object call(Arguments arguments);
}
