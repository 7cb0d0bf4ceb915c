package dev.plumbline.tasks.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Turns an expression of Python's {@code re} into one of {@code java.util.regex} that finds the
 * same in the same text. The differences it bridges: Unicode classes ({@code \d \w \s \b}), {@code
 * $} before a last line feed and {@code \Z}, {@code .} stopping at line feeds only, named groups,
 * {@code [} and {@code &&} inside classes, braces that are no quantifier, {@code {,n}}, and the
 * escapes. Refused: conditional groups, the flags a, L and u, and the comment mode x.
 */
final class RegexTranslation {
  private static final String WORD = "\\p{L}\\p{N}_";
  private static final String DIGIT = "\\p{Nd}";
  private static final String SPACE =
      "\\x09-\\x0d\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

  private static final int MOST_REPETITIONS = 1_000_000;

  private final String source;
  private final StringBuilder out = new StringBuilder();
  private final List<String> names = new ArrayList<>();
  private int at;
  private double repetitions = 1;
  private boolean multiline;

  private RegexTranslation(String source) {
    this.source = source;
  }

  static Pattern toJava(String source) {
    RegexTranslation translation = new RegexTranslation(source);
    translation.expression();
    try {
      // UNIX_LINES: only the line feed ends a line, for '.', '^' and '$' alike.
      return Pattern.compile(translation.out.toString(), Pattern.UNIX_LINES | Pattern.UNICODE_CASE);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("groups nested too deeply in a regular expression", e);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          e.getDescription().toLowerCase(Locale.ROOT) + " in the regular expression " + source, e);
    }
  }

  /** A Python replacement template, such as {@code \1} or {@code \g<1>}, for Java's matcher. */
  static String toJavaReplacement(String template) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '$') {
        out.append("\\$");
      } else if (c != '\\' || i + 1 == template.length()) {
        out.append(c == '\\' ? "\\\\" : String.valueOf(c));
      } else {
        char next = template.charAt(++i);
        int close = template.indexOf('>', i);
        if (Character.isDigit(next)) {
          out.append('$').append(next);
        } else if (next == 'g' && template.startsWith("<", i + 1) && close > 0) {
          String group = template.substring(i + 2, close);
          boolean number = group.chars().allMatch(Character::isDigit);
          out.append(number ? "$" + group : "${" + javaName(group) + "}");
          i = close;
        } else if (next == 'n') {
          out.append('\n');
        } else if (next == 't') {
          out.append('\t');
        } else {
          out.append("\\\\").append(next == '\\' || next == '$' ? "\\" + next : next);
        }
      }
    }
    return out.toString();
  }

  private void expression() {
    while (at < source.length()) {
      char c = source.charAt(at);
      switch (c) {
        case '\\' -> escape(false);
        case '[' -> characterClass();
        case '(' -> group();
        case '{' -> brace();
        // Python's lines begin after every line feed, Java's not after one at the very end.
        case '^' -> take(multiline ? "(?<![^\\n])" : "^");
        case '$' -> take(multiline ? "(?=\\n|\\z)" : "$");
        default -> {
          out.append(c);
          at++;
        }
      }
    }
  }

  private void take(String translated) {
    out.append(translated);
    at++;
  }

  private void group() {
    at++;
    out.append('(');
    if (!source.startsWith("?", at)) {
      return;
    }
    if (source.startsWith("?P<", at)) {
      String name = until('>', at + 3);
      names.add(name);
      out.append("?<").append(javaName(name)).append('>');
    } else if (source.startsWith("?P=", at)) {
      String name = until(')', at + 3);
      if (!names.contains(name)) {
        throw refused("the unknown group " + name);
      }
      out.setLength(out.length() - 1);
      out.append("\\k<").append(javaName(name)).append('>');
    } else if (source.startsWith("?#", at)) {
      until(')', at + 2);
      out.setLength(out.length() - 1);
    } else if (source.startsWith("?(", at)) {
      throw refused("a conditional group (?(…)…)");
    } else if (source.startsWith("?<", at)
        && !source.startsWith("?<=", at)
        && !source.startsWith("?<!", at)) {
      throw refused("an unknown extension (?<…; a named group is written (?P<name>…)");
    } else {
      flags();
    }
  }

  /** Inline flags: Python takes global ones, without a colon, at the start only. */
  private void flags() {
    int end = at + 1;
    while (end < source.length() && "aiLmsux-".indexOf(source.charAt(end)) >= 0) {
      end++;
    }
    String flags = source.substring(at + 1, end);
    boolean global = source.startsWith(")", end);
    if (flags.isEmpty()) {
      return;
    }
    if (global && at != 1) {
      throw refused("global flags that are not at the start");
    }
    if (!flags.matches(global ? "[ims]+" : "[is]*(-[is]+)?")) {
      throw refused("the flags (?" + flags + "; only (?i), (?m) and (?s) are supported");
    }
    multiline = global && flags.contains("m");
  }

  private String until(char close, int start) {
    int end = source.indexOf(close, start);
    if (end < 0) {
      throw refused("a missing " + close);
    }
    at = end + 1;
    return source.substring(start, end);
  }

  /** Java's group names have neither underscore nor other alphabets. */
  private static String javaName(String name) {
    return "g" + name.replace("Z", "ZZ").replace("_", "Zu");
  }

  private void brace() {
    int close = source.indexOf('}', at);
    String inside = close < 0 ? "" : source.substring(at + 1, close);
    if (inside.matches("[0-9]+|[0-9]*,[0-9]*") && !inside.equals(",")) {
      countRepetitions(inside);
      out.append('{').append(inside.startsWith(",") ? "0" : "").append(inside).append('}');
      at = close + 1;
    } else if (inside.equals(",")) {
      out.append("{0,}");
      at = close + 1;
    } else {
      out.append("\\{");
      at++;
    }
  }

  /**
   * Java looks at no character while it repeats an empty match, so no clock would stop {@code
   * ((?:){999999}){999999}}.
   */
  private void countRepetitions(String inside) {
    // Of {least,most} the larger counts, of {least,} the only one.
    String most = inside.endsWith(",") ? inside : inside.substring(inside.indexOf(',') + 1);
    repetitions *= Math.max(1, Double.parseDouble(most.replace(",", "")));
    if (repetitions > MOST_REPETITIONS) {
      throw refused("repetitions by count of more than " + MOST_REPETITIONS + " in all");
    }
  }

  private void characterClass() {
    out.append('[');
    at++;
    if (source.startsWith("^", at)) {
      out.append('^');
      at++;
    }
    boolean first = true;
    while (true) {
      if (at >= source.length()) {
        throw refused("an unterminated character set");
      }
      char c = source.charAt(at);
      if (c == ']' && !first) {
        break;
      }
      first = false;
      if (c == '\\') {
        escape(true);
      } else {
        // '-' keeps its meaning; everything else that Java treats specially does not in Python.
        out.append("[]&^#".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c));
        at++;
      }
    }
    out.append(']');
    at++;
  }

  private void escape(boolean inClass) {
    if (at + 1 >= source.length()) {
      throw refused("a backslash at the end");
    }
    char c = source.charAt(at + 1);
    at += 2;
    switch (c) {
      case 'd' -> out.append(DIGIT);
      case 'D' -> out.append("\\P{Nd}");
      case 'w' -> out.append(inClass ? WORD : "[" + WORD + "]");
      case 'W' -> out.append("[^" + WORD + "]");
      case 's' -> out.append(inClass ? SPACE : "[" + SPACE + "]");
      case 'S' -> out.append("[^" + SPACE + "]");
      case 'b' -> out.append(inClass ? "\\x08" : boundary("(?<=", "(?!", "(?<!", "(?="));
      case 'B' -> out.append(outsideClass(inClass, c, boundary("(?<=", "(?=", "(?<!", "(?!")));
      case 'A' -> out.append(outsideClass(inClass, c, "\\A"));
      case 'Z' -> out.append(outsideClass(inClass, c, "\\z"));
      case 'n', 't', 'r', 'f', 'a' -> out.append('\\').append(c);
      case 'v' -> out.append("\\x0b");
      case 'x' -> hex(2);
      case 'u' -> hex(4);
      case 'U' -> hex(8);
      case '0' -> octal();
      default -> {
        if (c >= '1' && c <= '9') {
          out.append(outsideClass(inClass, c, "\\" + c));
        } else if (c < 128 && Character.isLetter(c)) {
          throw refused("the unknown escape \\" + c);
        } else {
          out.append(c < 128 ? "\\" + c : String.valueOf(c));
        }
      }
    }
  }

  private static String boundary(String before1, String after1, String before2, String after2) {
    String word = "[" + WORD + "])";
    return "(?:" + before1 + word + after1 + word + "|" + before2 + word + after2 + word + ")";
  }

  private String outsideClass(boolean inClass, char c, String translated) {
    if (inClass) {
      throw refused("the escape \\" + c + " in a character set");
    }
    return translated;
  }

  private void hex(int digits) {
    String code = source.substring(at, Math.min(source.length(), at + digits));
    if (!code.matches("[0-9a-fA-F]{" + digits + "}")) {
      throw refused("an incomplete escape " + source.substring(at - 2));
    }
    out.append("\\x{").append(code).append('}');
    at += digits;
  }

  private void octal() {
    int start = at;
    while (at < source.length() && at < start + 2 && "01234567".indexOf(source.charAt(at)) >= 0) {
      at++;
    }
    out.append("\\0").append(at == start ? "0" : source.substring(start, at));
  }

  private IllegalArgumentException refused(String what) {
    return new IllegalArgumentException(what + " in the regular expression " + source);
  }
}
