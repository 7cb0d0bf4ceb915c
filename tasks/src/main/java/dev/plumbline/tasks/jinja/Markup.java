package dev.plumbline.tasks.jinja;

/** A text that counts as HTML: what is added to it is escaped. */
record Markup(String text) {
  /** As markupsafe escapes. */
  static String escaped(Object value) {
    return value instanceof Markup markup
        ? markup.text()
        : Values.text(value)
            .replace("&", "&amp;")
            .replace(">", "&gt;")
            .replace("<", "&lt;")
            .replace("'", "&#39;")
            .replace("\"", "&#34;");
  }
}
