package dev.plumbline.tasks;

import dev.plumbline.protocol.text.PythonSpace;
import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What one document contributes to sacreBLEU's BLEU, with its default tokenizer 13a. */
final class Bleu {
  private static final int ORDERS = 4;
  private static final Pattern MARK = Pattern.compile("([\\{-~\\[-` -&\\(-\\+:-@/])");
  private static final Pattern POINT_AFTER_OTHER = Pattern.compile("([^0-9])([.,])");
  private static final Pattern POINT_BEFORE_OTHER = Pattern.compile("([.,])([^0-9])");
  private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");

  private Bleu() {}

  /** Both lengths, then matches by order, then the answer's n-grams by order. */
  static List<Double> part(String answer, String reference) {
    List<String> words = words(answer);
    List<String> right = words(reference);
    List<Double> part = new ArrayList<>(List.of((double) words.size(), (double) right.size()));
    List<Double> totals = new ArrayList<>();
    for (int n = 1; n <= ORDERS; n++) {
      Map<Object, Integer> grams = grams(words, n);
      part.add((double) matches(grams, grams(right, n)));
      totals.add((double) Math.max(0, words.size() - n + 1));
    }
    part.addAll(totals);
    return List.copyOf(part);
  }

  /** The items' runs of a length, with their numbers. */
  static Map<Object, Integer> grams(List<?> items, int length) {
    Map<Object, Integer> grams = new HashMap<>();
    for (int i = 0; i + length <= items.size(); i++) {
      grams.merge(List.copyOf(items.subList(i, i + length)), 1, Integer::sum);
    }
    return grams;
  }

  /** How many runs both have. */
  static int matches(Map<Object, Integer> some, Map<Object, Integer> others) {
    return some.entrySet().stream()
        .mapToInt(gram -> Math.min(gram.getValue(), others.getOrDefault(gram.getKey(), 0)))
        .sum();
  }

  static List<String> words(String text) {
    String line =
        PythonSpace.stripTrailing(text)
            .replace("<skipped>", "")
            .replace("-\n", "")
            .replace("\n", " ")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">");
    line = MARK.matcher(" " + line + " ").replaceAll(" $1 ");
    line = POINT_AFTER_OTHER.matcher(line).replaceAll("$1 $2 ");
    line = POINT_BEFORE_OTHER.matcher(line).replaceAll(" $1 $2");
    line = DASH_AFTER_DIGIT.matcher(line).replaceAll("$1 $2 ");
    return PythonText.splitWords(line);
  }
}
