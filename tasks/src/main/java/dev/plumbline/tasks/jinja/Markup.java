package dev.plumbline.tasks.jinja;

/** A text that counts as HTML: what is added to it is escaped, see {@link Values#escaped}. */
record Markup(String text) {}
