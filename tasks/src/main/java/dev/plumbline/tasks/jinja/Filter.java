package dev.plumbline.tasks.jinja;

/** What a filter makes of a value. */
@FunctionalInterface
interface Filter {
  Object apply(Context context, Object value, Arguments given);
}
