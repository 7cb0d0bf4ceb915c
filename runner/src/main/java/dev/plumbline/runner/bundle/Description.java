package dev.plumbline.runner.bundle;

import dev.plumbline.protocol.PlumblineException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a bundle's {@code plumbline.json} says.
 *
 * @param name the model's short name
 * @param source the checkpoint it was made from, as its config.json or its folder names it
 * @param license as the checkpoint's model card names it
 * @param cleanUpSpaces whether decoded texts lose the spaces before punctuation, as a tokenizer's
 *     {@code clean_up_tokenization_spaces} asks
 * @param chatTemplate Jinja source
 * @param files every other file of the bundle by its name, sorted; no name leaves the folder
 */
public record Description(
    String name,
    String source,
    Optional<String> license,
    Precision precision,
    Model model,
    SpecialTokens specialTokens,
    boolean cleanUpSpaces,
    Optional<String> chatTemplate,
    Map<String, FileEntry> files) {

  public Description {
    if (name == null || source == null || precision == null || model == null || files == null) {
      throw new PlumblineException("name, source, precision, model and files must not be null");
    }
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    if (files.containsValue(null)) {
      throw new PlumblineException("files: every file needs its sha256 and bytes");
    }
    for (String file : files.keySet()) {
      if (!file.matches("\\w[\\w.-]*")) {
        throw new PlumblineException(
            "files: '%s' is no plain file name; a bundle's files lie in its own folder"
                .formatted(file));
      }
    }
    for (String file : BundleFiles.REQUIRED) {
      if (!files.containsKey(file)) {
        throw new PlumblineException("files: '%s' is not listed".formatted(file));
      }
    }
    for (SpecialTokens.SpecialToken token : specialTokens.present()) {
      requireWithin(model, "'%s'".formatted(token.token()), token.id());
    }
    specialTokens.stops().forEach(id -> requireWithin(model, "a stop token", id));
  }

  private static void requireWithin(Model model, String token, int id) {
    if (id < 0 || id >= model.shape().vocabSize()) {
      throw new PlumblineException(
          "special_tokens: %s has id %d, outside the vocabulary of %d"
              .formatted(token, id, model.shape().vocabSize()));
    }
  }
}
