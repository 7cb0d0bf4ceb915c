package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.jinja.Arguments.Bound;
import dev.plumbline.tasks.python.PythonText;
import dev.plumbline.tasks.python.PythonTuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Filters of texts that are more than a method of str ({@code jinja2/filters.py}). */
final class TextFilters {
  /** How much longer a text may be before it is cut, Jinja2's policy. */
  private static final int LEEWAY = 5;

  private static final Pattern WORD_BEGINNING =
      Pattern.compile("[-\\s({\\[<]+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

  private TextFilters() {}

  /** Every word begins with a capital, also behind a bracket or hyphen. */
  static String title(String text) {
    StringBuilder out = new StringBuilder();
    Matcher between = WORD_BEGINNING.matcher(text);
    int at = 0;
    while (between.find()) {
      appendTitle(out, text.substring(at, between.start()));
      appendTitle(out, between.group());
      at = between.end();
    }
    appendTitle(out, text.substring(at));
    return out.toString();
  }

  private static void appendTitle(StringBuilder out, String part) {
    if (!part.isEmpty()) {
      int first = part.offsetByCodePoints(0, 1);
      out.append(PythonText.upper(part.substring(0, first)))
          .append(PythonText.lower(part.substring(first)));
    }
  }

  static Object center(String text, Arguments given) {
    return Texts.padded(text, given.bind("width").number("width", 80), " ", 'c');
  }

  static Object words(String text) {
    return WORD.matcher(text).results().count();
  }

  static Object indent(String text, Arguments given) {
    Bound bound = given.bind("width", "first", "blank");
    String by =
        bound.any("width", 4L) instanceof String own
            ? own
            : " ".repeat(Math.max(0, Math.min(1_000, bound.number("width", 4))));
    boolean blank = bound.truth("blank", false);
    List<String> lines = PythonText.splitLines(text + "\n");
    StringBuilder out = new StringBuilder(bound.truth("first", false) ? by : "");
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        out.append('\n').append(blank || !lines.get(i).isEmpty() ? by : "");
      }
      out.append(lines.get(i));
    }
    return out.toString();
  }

  static Object truncate(Object value, Arguments given) {
    Bound bound = given.bind("length", "killwords", "end", "leeway");
    int length = bound.number("length", 255);
    String end = bound.has("end") ? bound.text("end") : "...";
    int leeway = bound.any("leeway", null) == null ? LEEWAY : bound.number("leeway");
    if (length < PythonText.length(end) || leeway < 0) {
      throw given.failure("needs a length of at least its end's, and no leeway below zero");
    }
    if (Values.length(value) <= length + leeway) {
      return value;
    }
    String text = Filters.requireText(value, given);
    String cut = text.substring(0, text.offsetByCodePoints(0, length - PythonText.length(end)));
    return (bound.truth("killwords", false) ? cut : PythonText.rsplit(cut, " ", 1).get(0)) + end;
  }

  static Object format(String text, Arguments given) {
    if (!given.positional().isEmpty() && !given.named().isEmpty()) {
      throw given.failure("takes values by position or by name, not both");
    }
    return TextFormat.percent(
        text,
        given.named().isEmpty()
            ? new PythonTuple(given.positional())
            : new LinkedHashMap<Object, Object>(given.named()));
  }
}
