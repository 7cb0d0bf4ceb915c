package dev.plumbline.tasks;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what the user may have meant by an unknown name. */
final class Nearest {
  private Nearest() {}

  /** The nearest known name within a third of the name's length, if there is one. */
  static Optional<String> to(String name, Collection<String> known) {
    return ranked(name, known).stream().findFirst();
  }

  /** {@code ; did you mean a, b?} with up to three names, or nothing. */
  static String hint(String name, Collection<String> known) {
    String names = ranked(name, known).stream().limit(3).collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : "; did you mean " + names + "?";
  }

  private static List<String> ranked(String name, Collection<String> known) {
    int most = Math.max(2, name.length() / 3);
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= most || candidate.startsWith(name))
        .sorted(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Levenshtein's edit distance. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
