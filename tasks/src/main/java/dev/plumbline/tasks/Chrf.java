package dev.plumbline.tasks;

import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one document contributes to sacreBLEU's chrF2 and chrF2++. */
final class Chrf {
  private static final int ORDERS = 6;
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private Chrf() {}

  /**
   * N-grams of the answer, of the reference and of both, by order.
   *
   * @param wordOrders n-grams of words up to this length, after those of characters
   */
  static List<Double> part(String answer, String reference, int wordOrders) {
    List<Double> part = new ArrayList<>();
    add(part, characters(answer), characters(reference), ORDERS);
    add(part, words(answer), words(reference), wordOrders);
    return List.copyOf(part);
  }

  private static void add(List<Double> part, List<?> answer, List<?> reference, int orders) {
    for (int n = 1; n <= orders; n++) {
      Map<Object, Integer> grams = Bleu.grams(answer, n);
      Map<Object, Integer> right = Bleu.grams(reference, n);
      // Nothing can be hit where the reference has none.
      part.add(right.isEmpty() ? 0.0 : Math.max(0, answer.size() - n + 1.0));
      part.add(Math.max(0, reference.size() - n + 1.0));
      part.add((double) Bleu.matches(grams, right));
    }
  }

  private static List<Integer> characters(String text) {
    return String.join("", PythonText.splitWords(text)).codePoints().boxed().toList();
  }

  /** Words, a mark at the end or else at the beginning on its own. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : PythonText.splitWords(text)) {
      int last = word.length() - 1;
      if (word.codePointCount(0, word.length()) == 1) {
        words.add(word);
      } else if (PUNCTUATION.indexOf(word.charAt(last)) >= 0) {
        words.addAll(List.of(word.substring(0, last), word.substring(last)));
      } else if (PUNCTUATION.indexOf(word.charAt(0)) >= 0) {
        words.addAll(List.of(word.substring(0, 1), word.substring(1)));
      } else {
        words.add(word);
      }
    }
    return words;
  }
}
