package dev.plumbline.tasks;

import dev.plumbline.tasks.FilterStep.Found;
import dev.plumbline.tasks.python.PythonRegex;
import dev.plumbline.tasks.python.PythonText;
import java.util.List;

/**
 * The filter {@code regex}.
 *
 * @param select which of the matches, from the end where negative
 * @param fallback the answer where there is none
 */
record RegexSearch(PythonRegex regex, int select, String fallback) implements FilterStep.Search {
  static final String DEFAULT_FALLBACK = "[invalid]";
  static final String DEFAULT_PATTERN = "#### (\\-?[0-9\\.\\,]+)";

  @Override
  public Found find(String text, Doc doc) {
    List<List<String>> found = regex.findAll(text);
    int index = select < 0 ? select + found.size() : select;
    if (index < 0 || index >= found.size()) {
      return new Found(fallback, true);
    }
    List<String> groups = found.get(index);
    if (groups.size() == 1) {
      return new Found(PythonText.strip(groups.get(0)), false);
    }
    return groups.stream()
        .filter(group -> !group.isEmpty())
        .findFirst()
        .map(group -> new Found(PythonText.strip(group), false))
        .orElse(new Found(PythonText.strip(fallback), true));
  }
}
