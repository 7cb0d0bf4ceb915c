package dev.plumbline.tasks;

import dev.plumbline.tasks.FilterStep.Found;
import dev.plumbline.tasks.python.PythonRegex;
import java.util.List;

/**
 * The filter {@code regex_pos}: the tags of a text such as {@code [('Kenya', 'PROPN'), ('ni',
 * 'AUX')]}, as a list.
 *
 * @param fallback the answer where there are none
 */
record TagSearch(Object fallback) implements FilterStep.Search {
  static final List<String> DEFAULT_FALLBACK = List.of("invalid");
  private static final PythonRegex TAGGED = PythonRegex.compile("\\('([^']*)', '([^']*)'\\)");

  @Override
  public Found find(String text, Doc doc) {
    List<String> tags = TAGGED.findAll(text).stream().map(groups -> groups.get(1)).toList();
    return tags.isEmpty() ? new Found(fallback, true) : new Found(tags, false);
  }
}
