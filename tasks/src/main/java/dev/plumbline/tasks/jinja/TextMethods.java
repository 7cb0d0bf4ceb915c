package dev.plumbline.tasks.jinja;

import dev.plumbline.tasks.jinja.Arguments.Bound;
import dev.plumbline.tasks.python.PythonText;
import dev.plumbline.tasks.python.PythonTuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** The methods of Python's str. */
final class TextMethods {
  /** All that str has; those that nothing here does are refused by name. */
  static final Set<String> NAMES =
      Set.of(
          "capitalize",
          "casefold",
          "center",
          "count",
          "encode",
          "endswith",
          "expandtabs",
          "find",
          "format",
          "format_map",
          "index",
          "isalnum",
          "isalpha",
          "isascii",
          "isdecimal",
          "isdigit",
          "isidentifier",
          "islower",
          "isnumeric",
          "isprintable",
          "isspace",
          "istitle",
          "isupper",
          "join",
          "ljust",
          "lower",
          "lstrip",
          "maketrans",
          "partition",
          "removeprefix",
          "removesuffix",
          "replace",
          "rfind",
          "rindex",
          "rjust",
          "rpartition",
          "rsplit",
          "rstrip",
          "split",
          "splitlines",
          "startswith",
          "strip",
          "swapcase",
          "title",
          "translate",
          "upper",
          "zfill");

  private TextMethods() {}

  static Object call(String text, String method, Arguments given) {
    return switch (method) {
      case "lower" -> given.alone(PythonText.lower(text));
      case "upper" -> given.alone(PythonText.upper(text));
      case "title" -> given.alone(PythonText.title(text));
      case "capitalize" -> given.alone(PythonText.capitalize(text));
      case "swapcase" -> given.alone(Texts.swapCase(text));
      case "strip" -> PythonText.strip(text, given.bind("chars").textOrNone("chars"));
      case "lstrip" -> PythonText.lstrip(text, given.bind("chars").textOrNone("chars"));
      case "rstrip" -> PythonText.rstrip(text, given.bind("chars").textOrNone("chars"));
      case "split" -> split(text, given.bind("sep", "maxsplit"));
      case "rsplit" -> rsplit(text, given.bind("sep", "maxsplit"));
      case "splitlines" -> splitLines(text, given.bind("keepends"));
      case "replace" -> replace(text, given.bind("old", "new", "count"));
      case "join" -> join(text, given.bind("iterable").any("iterable"));
      case "startswith" -> matches(text, given, true);
      case "endswith" -> matches(text, given, false);
      case "find", "index" -> found(text, method, given, false);
      case "rfind", "rindex" -> found(text, method, given, true);
      case "count" -> count(text, given.bind("sub", "start", "end"));
      case "partition" -> partition(text, given.bind("sep").text("sep"), false);
      case "rpartition" -> partition(text, given.bind("sep").text("sep"), true);
      case "removeprefix" -> {
        String prefix = given.bind("prefix").text("prefix");
        yield text.startsWith(prefix) ? text.substring(prefix.length()) : text;
      }
      case "removesuffix" -> {
        String suffix = given.bind("suffix").text("suffix");
        yield text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
      }
      case "center" -> padded(text, given, 'c');
      case "ljust" -> padded(text, given, '<');
      case "rjust" -> padded(text, given, '>');
      case "zfill" -> zfill(text, given.bind("width").number("width"));
      case "format" -> TextFormat.format(text, given);
      case "isdigit" -> all(given, text, c -> digit(c));
      case "isdecimal" ->
          all(given, text, c -> Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER);
      case "isalpha" -> all(given, text, Texts::isAlpha);
      case "isspace" -> all(given, text, c -> dev.plumbline.protocol.text.PythonSpace.isSpace(c));
      case "isascii" -> given.alone(text.chars().allMatch(c -> c < 128));
      case "islower" -> given.alone(Texts.isLower(text));
      case "isupper" -> given.alone(Texts.isUpper(text));
      case "istitle" -> given.alone(Texts.isTitle(text));
      case "isalnum" ->
          all(
              given,
              text,
              c ->
                  Texts.isAlpha(c)
                      || Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER
                      || unsure(c));
      default -> throw new JinjaException("the method str." + method + " is not supported");
    };
  }

  private static Object all(Arguments given, String text, IntPredicate is) {
    return given.alone(!text.isEmpty() && text.codePoints().allMatch(is));
  }

  /** Digits such as ² are digits in Python; other numbers need Unicode's tables. */
  private static boolean digit(int c) {
    return Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER || unsure(c);
  }

  private static boolean unsure(int c) {
    int type = Character.getType(c);
    if (type == Character.OTHER_NUMBER || type == Character.LETTER_NUMBER) {
      throw new JinjaException(
          "whether '" + Character.toString(c) + "' is a digit is not supported");
    }
    return false;
  }

  private static Object split(String text, Bound given) {
    String separator = given.textOrNone("sep");
    int most = given.number("maxsplit", -1);
    if (separator == null) {
      return words(text, most);
    }
    requireNotEmpty(separator);
    return new ArrayList<Object>(PythonText.split(text, separator, most));
  }

  private static void requireNotEmpty(String separator) {
    if (separator.isEmpty()) {
      throw new JinjaException("the separator of a split is empty");
    }
  }

  private static List<Object> words(String text, int most) {
    if (most < 0) {
      return new ArrayList<>(PythonText.splitWords(text));
    }
    List<Object> words = new ArrayList<>();
    String rest = PythonText.lstrip(text, null);
    while (!rest.isEmpty()) {
      if (words.size() == most) {
        words.add(rest);
        break;
      }
      String word = PythonText.splitWords(rest).get(0);
      words.add(word);
      rest = PythonText.lstrip(rest.substring(word.length()), null);
    }
    return words;
  }

  private static Object rsplit(String text, Bound given) {
    String separator = given.textOrNone("sep");
    int most = given.number("maxsplit", -1);
    if (separator != null) {
      requireNotEmpty(separator);
      return new ArrayList<Object>(PythonText.rsplit(text, separator, most));
    }
    if (most < 0) {
      return words(text, -1);
    }
    List<Object> words = new ArrayList<>();
    String rest = PythonText.rstrip(text, null);
    while (!rest.isEmpty()) {
      if (words.size() == most) {
        words.add(0, rest);
        break;
      }
      List<String> all = PythonText.splitWords(rest);
      String word = all.get(all.size() - 1);
      words.add(0, word);
      rest = PythonText.rstrip(rest.substring(0, rest.length() - word.length()), null);
    }
    return words;
  }

  private static Object splitLines(String text, Bound given) {
    List<String> lines = PythonText.splitLines(text);
    if (!given.truth("keepends", false)) {
      return new ArrayList<Object>(lines);
    }
    List<Object> kept = new ArrayList<>();
    int at = 0;
    for (String line : lines) {
      int end = at + line.length();
      if (end < text.length()) {
        end += text.startsWith("\r\n", end) ? 2 : 1;
      }
      kept.add(text.substring(at, end));
      at = end;
    }
    return kept;
  }

  static String replace(String text, Bound given) {
    String old = given.text("old");
    String fresh = given.text("new");
    int count = given.any("count", null) == null ? -1 : given.number("count");
    return replace(text, old, fresh, count);
  }

  /**
   * {@code text.replace(old, fresh, count)}; an empty {@code old} stands between all characters.
   */
  static String replace(String text, String old, String fresh, int count) {
    if (count < 0 && !old.isEmpty()) {
      return text.replace(old, fresh);
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    int left = count < 0 ? Integer.MAX_VALUE : count;
    if (old.isEmpty()) {
      while (left > 0) {
        out.append(fresh);
        left--;
        if (at >= text.length()) {
          return out.toString();
        }
        int next = text.offsetByCodePoints(at, 1);
        out.append(text, at, next);
        at = next;
      }
      return out.append(text.substring(at)).toString();
    }
    for (int found = text.indexOf(old); found >= 0 && left > 0; found = text.indexOf(old, at)) {
      out.append(text, at, found).append(fresh);
      at = found + old.length();
      left--;
    }
    return out.append(text.substring(at)).toString();
  }

  private static String join(String separator, Object items) {
    List<String> texts = new ArrayList<>();
    for (Object item : Values.items(items)) {
      if (!(Values.plain(item) instanceof String text)) {
        throw new JinjaException("str.join needs texts, got " + Values.kind(item));
      }
      texts.add(text);
    }
    return String.join(separator, texts);
  }

  private static Object matches(String text, Arguments given, boolean start) {
    Bound bound = given.bind(start ? "prefix" : "suffix", "start", "end");
    Object wanted = bound.any(start ? "prefix" : "suffix");
    String part = part(text, bound);
    if (part == null) {
      return false;
    }
    List<?> candidates =
        wanted instanceof PythonTuple tuple ? tuple : Collections.singletonList(wanted);
    boolean any = false;
    for (Object candidate : candidates) {
      if (!(Values.plain(candidate) instanceof String one)) {
        throw given.failure("needs a text or a tuple of texts, got " + Values.kind(candidate));
      }
      any |= start ? part.startsWith(one) : part.endsWith(one);
    }
    return any;
  }

  /** Null where the start is beyond the end, where not even an empty text is. */
  private static String part(String text, Bound given) {
    if (given.any("start", null) == null && given.any("end", null) == null) {
      return text;
    }
    int length = PythonText.length(text);
    int start = place(given, "start", 0, length);
    int end = place(given, "end", length, length);
    if (start > Math.min(end, length)) {
      return null;
    }
    return text.substring(
        text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, Math.min(end, length)));
  }

  private static int place(Bound given, String name, int otherwise, int length) {
    if (given.any(name, null) == null) {
      return otherwise;
    }
    int place = given.number(name);
    return place < 0 ? Math.max(0, place + length) : place;
  }

  private static Object found(String text, String method, Arguments given, boolean last) {
    Bound bound = given.bind("sub", "start", "end");
    String wanted = bound.text("sub");
    String part = part(text, bound);
    int at = part == null ? -1 : last ? part.lastIndexOf(wanted) : part.indexOf(wanted);
    if (at < 0) {
      if (method.endsWith("index")) {
        throw given.failure("finds nothing");
      }
      return -1L;
    }
    int length = PythonText.length(text);
    return (long) part.codePointCount(0, at) + place(bound, "start", 0, length);
  }

  private static Object count(String text, Bound given) {
    String part = part(text, given);
    String wanted = given.text("sub");
    if (part == null) {
      return 0L;
    }
    return wanted.isEmpty()
        ? (long) PythonText.length(part) + 1
        : (long) PythonText.split(part, wanted, -1).size() - 1;
  }

  private static Object partition(String text, String separator, boolean last) {
    requireNotEmpty(separator);
    int at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
    if (at < 0) {
      return last ? PythonTuple.of("", "", text) : PythonTuple.of(text, "", "");
    }
    return PythonTuple.of(
        text.substring(0, at), separator, text.substring(at + separator.length()));
  }

  private static Object padded(String text, Arguments given, char align) {
    Bound bound = given.bind("width", "fillchar");
    String fill = bound.has("fillchar") ? bound.text("fillchar") : " ";
    if (PythonText.length(fill) != 1) {
      throw given.failure("needs one character to fill with");
    }
    return Texts.padded(text, bound.number("width"), fill, align);
  }

  private static Object zfill(String text, int width) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String sign = signed ? text.substring(0, 1) : "";
    return sign + Texts.padded(text.substring(sign.length()), width - sign.length(), "0", '>');
  }
}
