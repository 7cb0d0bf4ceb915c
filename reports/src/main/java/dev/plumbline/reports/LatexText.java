package dev.plumbline.reports;

import java.util.Map;

/** Text that LaTeX sets as it is. */
final class LatexText {
  private static final Map<Character, String> SPECIAL =
      Map.ofEntries(
          Map.entry('\\', "\\textbackslash{}"),
          Map.entry('{', "\\{"),
          Map.entry('}', "\\}"),
          Map.entry('$', "\\$"),
          Map.entry('&', "\\&"),
          Map.entry('#', "\\#"),
          Map.entry('%', "\\%"),
          Map.entry('_', "\\_"),
          Map.entry('^', "\\textasciicircum{}"),
          Map.entry('~', "\\textasciitilde{}"),
          Map.entry('<', "\\textless{}"),
          Map.entry('>', "\\textgreater{}"),
          Map.entry('|', "\\textbar{}"),
          // The usual encoding of fonts has no straight one.
          Map.entry('"', "\'\'"),
          // At the start of a cell they would be read as an argument.
          Map.entry('[', "{[}"),
          Map.entry(']', "{]}"),
          Map.entry('*', "{*}"));

  static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.chars()
        .mapToObj(c -> (char) c)
        .forEach(
            c ->
                out.append(
                    Character.isISOControl(c) ? " " : SPECIAL.getOrDefault(c, c.toString())));
    return out.toString();
  }

  private LatexText() {}
}
