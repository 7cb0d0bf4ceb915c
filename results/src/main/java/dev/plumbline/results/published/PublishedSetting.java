package dev.plumbline.results.published;

import java.util.Locale;

/** What a source may say of how it measured, by the key in a reference's file. */
public enum PublishedSetting {
  NUM_FEWSHOT,
  CHAT_TEMPLATE,
  /** The prompt, or {@code none}. */
  SYSTEM_PROMPT,
  /** How many of the benchmark's documents, or {@code all}. */
  DOCUMENTS,
  PRECISION,
  HARNESS,
  DECODING;

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
