package dev.plumbline.tasks.jinja;

import java.time.Clock;
import java.util.Map;
import java.util.Set;

/**
 * What an environment gives its templates.
 *
 * @param isChat whether it is transformers' for chat templates, otherwise lm-evaluation-harness's
 *     for task files
 * @param clock what {@code strftime_now} reads
 */
record Builtins(boolean isChat, Clock clock) {
  /** Those of Jinja2 that nothing here does. */
  private static final Set<String> REFUSED_FILTERS =
      Set.of(
          "random",
          "urlize",
          "xmlattr",
          "striptags",
          "filesizeformat",
          "pprint",
          "wordwrap",
          "urlencode",
          "forceescape");

  void requireFilter(String name, TokenStream tokens) {
    if (REFUSED_FILTERS.contains(name)) {
      throw tokens.failure("the filter '" + name + "' is not supported");
    }
    if (!filters().containsKey(name)) {
      throw tokens.failure("no filter named '" + name + "'");
    }
  }

  void requireTest(String name, TokenStream tokens) {
    if (!Tests.ALL.containsKey(name)) {
      throw tokens.failure("no test named '" + name + "'");
    }
  }

  Map<String, Filters.Filter> filters() {
    return isChat ? Filters.CHAT : Filters.TASK;
  }
}
