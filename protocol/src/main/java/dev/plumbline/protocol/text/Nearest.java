package dev.plumbline.protocol.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what the user may have meant by an unknown name. */
public final class Nearest {
  private Nearest() {}

  /** The nearest known name within a third of the name's length, if there is one. */
  public static Optional<String> to(String name, Collection<String> known) {
    return ranked(name, known).stream().findFirst();
  }

  /** {@code ; did you mean a, b?} with up to three names, or nothing. */
  public static String hint(String name, Collection<String> known) {
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

  private static int distance(String a, String b) {
    return LevenshteinDistance.getDefaultInstance().apply(a, b);
  }
}
