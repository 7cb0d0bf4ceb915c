package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.YamlMap;
import dev.plumbline.tasks.FilterStep.Found;
import dev.plumbline.tasks.python.PythonRegex;
import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code multi_choice_regex}: finds the letter of a choice in a text, by the task's expression,
 * else by a choice's words, else by a letter behind a colon ({@code
 * lm_eval/filters/extraction.py}). Choices are the document's field {@code choices}.
 *
 * @param select which of the matches, from the end where negative
 * @param ignored what is removed from choices and text before they are compared
 */
record ChoiceSearch(
    PythonRegex regex,
    int select,
    String fallback,
    boolean ignoreCase,
    boolean ignorePunctuation,
    List<PythonRegex> ignored)
    implements FilterStep.Search {

  private static final String ESCAPED = "()[]{}?*+-|^$\\.&~# \t\n\r\u000b\f";

  /** Empty where the entry has a mistake. */
  static Optional<ChoiceSearch> read(YamlMap filter) {
    int select = filter.whole("group_select", Integer.MIN_VALUE).orElse(0L).intValue();
    String fallback = filter.text("fallback").orElse(RegexSearch.DEFAULT_FALLBACK);
    boolean ignoreCase = filter.truth("ignore_case", false);
    boolean ignorePunctuation = filter.truth("ignore_punctuation", false);
    List<PythonRegex> ignored = new ArrayList<>();
    for (String source : filter.texts("regexes_to_ignore").orElse(List.of())) {
      filter.parsed("regexes_to_ignore", source, PythonRegex::compile).ifPresent(ignored::add);
    }
    String pattern = filter.text("regex_pattern").orElse(RegexSearch.DEFAULT_PATTERN);
    return filter
        .parsed("regex_pattern", pattern, PythonRegex::compile)
        .map(
            regex ->
                new ChoiceSearch(regex, select, fallback, ignoreCase, ignorePunctuation, ignored));
  }

  /** The letter in parentheses, or what the expression found. */
  @Override
  public Found find(String in, Doc doc) {
    Map<String, String> letters = new HashMap<>();
    Map<String, String> bare = new HashMap<>();
    List<String> words = new ArrayList<>();
    char letter = 'A';
    for (Object choice : choices(doc)) {
      String text = compared(PythonText.strip(text(choice, doc)));
      words.add(text);
      letters.put(text, "(" + letter + ")");
      bare.put(String.valueOf(letter), "(" + letter + ")");
      letter++;
    }
    // Longest first, or a choice that begins another would be found in its place.
    words.sort(Comparator.comparing(word -> -escapedLength(word)));
    String found = found(regex, in, Map.of());
    if (found.isEmpty()) {
      String any = String.join("|", words.stream().map(PythonRegex::quote).toList());
      found = found(PythonRegex.compile(any), compared(in), letters);
    }
    if (found.isEmpty()) {
      String any = String.join("|", bare.keySet().stream().sorted().toList());
      found = found(PythonRegex.compile(":[\\s]*(" + any + ")"), in, bare);
    }
    return found.isEmpty() ? new Found(fallback, true) : new Found(found, false);
  }

  /** As long as {@code re.escape} makes it. */
  private static int escapedLength(String text) {
    long escaped = text.chars().filter(c -> ESCAPED.indexOf(c) >= 0).count();
    return PythonText.length(text) + (int) escaped;
  }

  private static List<?> choices(Doc doc) {
    if (doc.field("choices") instanceof List<?> choices) {
      return choices;
    }
    // Iterating over a dict gives its keys, as of the data sets that have texts and labels there.
    if (doc.field("choices") instanceof Map<?, ?> choices) {
      return List.copyOf(choices.keySet());
    }
    throw new PlumblineException(
        doc.origin() + ": field 'choices' is not a list, which multi_choice_regex needs");
  }

  private static String text(Object choice, Doc doc) {
    if (choice instanceof String text) {
      return text;
    }
    throw new PlumblineException(
        doc.origin() + ": a choice is not a text, which multi_choice_regex needs");
  }

  private String found(PythonRegex searched, String text, Map<String, String> meaning) {
    List<List<String>> matches = searched.findAll(text);
    if (matches.isEmpty()) {
      return "";
    }
    int index = select < 0 ? select + matches.size() : select;
    if (index < 0 || index >= matches.size()) {
      throw new PlumblineException(
          "multi_choice_regex: there is no match number " + select + " among " + matches.size());
    }
    String match =
        matches.get(index).stream().filter(group -> !group.isEmpty()).findFirst().orElse("");
    String stripped = PythonText.strip(match);
    return stripped.isEmpty() ? "" : meaning.getOrDefault(stripped, stripped);
  }

  private String compared(String text) {
    String result = text;
    for (PythonRegex each : ignored) {
      result = each.removeFrom(result);
    }
    if (ignoreCase) {
      result = PythonText.lower(result);
    }
    return ignorePunctuation ? withoutPunctuation(result) : result;
  }

  /** Of all scripts: Unicode's categories P. */
  private static String withoutPunctuation(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().filter(c -> !isPunctuation(c)).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static boolean isPunctuation(int c) {
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }
}
