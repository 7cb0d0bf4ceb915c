package dev.plumbline.runner.tokenizer;

import java.util.List;

/** The spaces that tokenizers of whole words put before punctuation. */
final class Spaces {
  /** In the order in which {@code clean_up_tokenization} of transformers looks for them. */
  private static final List<String> SUPERFLUOUS =
      List.of(" .", " ?", " !", " ,", " ' ", " n't", " 'm", " 's", " 've", " 're");

  private Spaces() {}

  static String cleanedUp(String text) {
    String cleaned = text;
    for (String found : SUPERFLUOUS) {
      cleaned = cleaned.replace(found, found.strip());
    }
    return cleaned;
  }
}
