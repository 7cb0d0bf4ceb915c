package dev.plumbline.tasks;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Names with {@code *}, {@code ?} and {@code [a-z]}, as Python's fnmatch reads them. */
final class NamePattern {
  private NamePattern() {}

  static boolean isPattern(String name) {
    return name.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  /** Those that match, in their order. */
  static List<String> matching(String pattern, Set<String> names) {
    try {
      Pattern regex = Pattern.compile(regex(pattern), Pattern.DOTALL);
      return names.stream().filter(name -> regex.matcher(name).matches()).toList();
    } catch (PatternSyntaxException e) {
      return List.of();
    }
  }

  private static String regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      // The first character of a set may be the bracket that ends others.
      int end = pattern.indexOf(']', i + (pattern.startsWith("[!", i) ? 3 : 2));
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (c == '[' && end > 0) {
        regex.append(set(pattern.substring(i + 1, end)));
        i = end;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }

  private static String set(String inside) {
    String escaped = inside.replaceAll("[\\\\\\[\\]&^]", "\\\\$0");
    return "[" + (escaped.startsWith("!") ? "^" + escaped.substring(1) : escaped) + "]";
  }
}
