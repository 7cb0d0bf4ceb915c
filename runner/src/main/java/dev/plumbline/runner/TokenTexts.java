package dev.plumbline.runner;

import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.tokenizer.Tokenizer;

/** The texts of a bundle's tokens, without its model. The tokenizer is loaded when it is needed. */
public final class TokenTexts implements AutoCloseable {
  private final Bundle bundle;
  private Tokenizer tokenizer;

  private TokenTexts(Bundle bundle) {
    this.bundle = bundle;
  }

  public static TokenTexts of(Bundle bundle) {
    return new TokenTexts(bundle);
  }

  /** The text of a token as it stands within a text; empty for a special one. */
  public String text(int token) {
    if (tokenizer == null) {
      tokenizer = Tokenizer.open(bundle, false);
    }
    return tokenizer.text(token);
  }

  @Override
  public void close() {
    if (tokenizer != null) {
      tokenizer.close();
    }
  }
}
