package dev.plumbline.runner.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.SpecialTokens;
import dev.plumbline.runner.bundle.SpecialTokens.SpecialToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bundle's tokenizer.json, and the tokens that have a meaning of their own. */
public final class Tokenizer implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;
  private final boolean addSpecialTokens;
  private final SpecialTokens special;
  private final boolean cleanUpSpaces;

  private Tokenizer(
      HuggingFaceTokenizer tokenizer,
      boolean addSpecialTokens,
      SpecialTokens special,
      boolean cleanUpSpaces) {
    this.tokenizer = tokenizer;
    this.addSpecialTokens = addSpecialTokens;
    this.special = special;
    this.cleanUpSpaces = cleanUpSpaces;
  }

  /**
   * Opens a bundle's tokenizer.
   *
   * @param addSpecialTokens whether {@link #encode} adds what the file is configured to add
   */
  public static Tokenizer open(Bundle bundle, boolean addSpecialTokens) {
    Path file = bundle.file("tokenizer.json");
    try {
      // Truncation and padding that the file asks for would silently change prompts.
      Map<String, String> options = Map.of("truncation", "false", "padding", "false");
      return new Tokenizer(
          HuggingFaceTokenizer.newInstance(file, options),
          addSpecialTokens,
          bundle.specialTokens(),
          bundle.description().cleanUpSpaces());
    } catch (IOException | RuntimeException e) {
      throw new PlumblineException(
          "%s: not a tokenizer that can be read (%s); export the checkpoint again"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Refuses a file that cannot be loaded. */
  public static void requireLoadable(Path tokenizerJson) {
    try (HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(tokenizerJson)) {
      tokenizer.encode("plumb line");
    } catch (IOException | RuntimeException e) {
      throw new PlumblineException(
          "%s: no tokenizer that can be loaded (%s); fetch it again"
              .formatted(tokenizerJson, e.getMessage()),
          e);
    }
  }

  /** Ends every text; absent where the model has no such token. */
  public Optional<Integer> endToken() {
    return special.eos().map(SpecialToken::id);
  }

  /** Whether a generated text ends with this token. */
  public boolean ends(int token) {
    return special.stops().contains(token) || endToken().equals(Optional.of(token));
  }

  /**
   * The token that stands for an empty context.
   *
   * @throws UnanswerableException if the model has none
   */
  public int prefixToken() {
    return special
        .bos()
        .or(special::eos)
        .map(SpecialToken::id)
        .orElseThrow(
            () ->
                new UnanswerableException(
                    "the prompt is empty, and the model has no begin or end token to stand for"
                        + " it"));
  }

  /** A text that begins with the begin token already gets no other, as in lm-evaluation-harness. */
  public List<Integer> encode(String text) {
    boolean begun =
        special
            .bos()
            .or(special::eos)
            .map(SpecialToken::token)
            .filter(text::startsWith)
            .isPresent();
    return encode(text, addSpecialTokens && !begun);
  }

  /** Without special tokens. */
  public List<Integer> encodePlain(String text) {
    return encode(text, false);
  }

  private List<Integer> encode(String text, boolean special) {
    long[] ids = tokenizer.encode(text, special, false).getIds();
    return IntList.of(Arrays.stream(ids).mapToInt(id -> (int) id));
  }

  /** Without special tokens, as the answer's text is given. */
  public String decode(List<Integer> tokens) {
    return decode(tokens, true);
  }

  /** With special tokens spelled out, as stop strings are looked for. */
  public String decodeAll(List<Integer> tokens) {
    return decode(tokens, false);
  }

  private String decode(List<Integer> tokens, boolean skipSpecial) {
    String text = tokenizer.decode(ids(tokens), skipSpecial);
    return cleanUpSpaces ? Spaces.cleanedUp(text) : text;
  }

  /**
   * The text of a token as it stands behind another, blanks included; empty for a special one. A
   * token that is a part of a character has U+FFFD.
   */
  public String text(int token) {
    long[] before = tokenizer.encode("a", false, false).getIds();
    long[] both = Arrays.copyOf(before, before.length + 1);
    both[before.length] = token;
    return tokenizer.decode(both, true).substring(tokenizer.decode(before, true).length());
  }

  private static long[] ids(List<Integer> tokens) {
    return tokens.stream().mapToLong(Integer::longValue).toArray();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
