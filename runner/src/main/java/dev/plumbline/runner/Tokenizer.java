package dev.plumbline.runner;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.plumbline.protocol.PlumblineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The bundle's tokenizer.json. */
final class Tokenizer implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;
  private final boolean addSpecialTokens;

  private Tokenizer(HuggingFaceTokenizer tokenizer, boolean addSpecialTokens) {
    this.tokenizer = tokenizer;
    this.addSpecialTokens = addSpecialTokens;
  }

  static Tokenizer open(Path file, boolean addSpecialTokens) {
    try {
      // Truncation and padding that the file asks for would silently change prompts.
      Map<String, String> options = Map.of("truncation", "false", "padding", "false");
      return new Tokenizer(HuggingFaceTokenizer.newInstance(file, options), addSpecialTokens);
    } catch (IOException | RuntimeException e) {
      throw new PlumblineException(
          "%s: not a tokenizer that can be read (%s); export the checkpoint again"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  List<Integer> encode(String text) {
    return encode(text, addSpecialTokens);
  }

  List<Integer> encodePlain(String text) {
    return encode(text, false);
  }

  private List<Integer> encode(String text, boolean special) {
    long[] ids = tokenizer.encode(text, special, false).getIds();
    return IntList.of(Arrays.stream(ids).mapToInt(id -> (int) id));
  }

  /** Without special tokens, as the answer's text is given. */
  String decode(List<Integer> tokens) {
    return tokenizer.decode(ids(tokens), true);
  }

  /** With special tokens spelled out, as stop strings are looked for. */
  String decodeAll(List<Integer> tokens) {
    return tokenizer.decode(ids(tokens), false);
  }

  private static long[] ids(List<Integer> tokens) {
    return tokens.stream().mapToLong(Integer::longValue).toArray();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
