package dev.plumbline.tasks;

/** A model's chat template, rendered as Hugging Face tokenizers render it. */
public final class ChatTemplate {
  private ChatTemplate() {}

  /**
   * A template with the tokens that it may name.
   *
   * @param jinja the template's text, from tokenizer_config.json or chat_template.jinja
   * @param bosToken what the template's {@code bos_token} gives; may be empty
   * @param eosToken what the template's {@code eos_token} gives; may be empty
   * @throws TaskException for a template that cannot be parsed
   */
  public static ChatTemplate of(String jinja, String bosToken, String eosToken) {
    return new ChatTemplate();
  }
}
