package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.jinja.JinjaException;
import dev.plumbline.tasks.jinja.JinjaTemplate;
import dev.plumbline.tasks.python.PythonText;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A model's chat template, rendered as Hugging Face tokenizers render it. */
public final class ChatTemplate {
  private final JinjaTemplate template;
  private final String bosToken;
  private final String eosToken;

  private ChatTemplate(JinjaTemplate template, String bosToken, String eosToken) {
    this.template = template;
    this.bosToken = Objects.requireNonNull(bosToken, "bosToken");
    this.eosToken = Objects.requireNonNull(eosToken, "eosToken");
  }

  /**
   * A template with the tokens that it may name.
   *
   * @param jinja the template's text, from tokenizer_config.json or chat_template.jinja
   * @param bosToken what the template's {@code bos_token} gives; may be empty
   * @param eosToken what the template's {@code eos_token} gives; may be empty
   * @throws PlumblineException for a template that cannot be parsed
   */
  public static ChatTemplate of(String jinja, String bosToken, String eosToken) {
    try {
      return new ChatTemplate(
          JinjaTemplate.ofChat(jinja, Clock.system(ZoneId.systemDefault())), bosToken, eosToken);
    } catch (JinjaException e) {
      throw new PlumblineException("the model's chat template is broken: " + e.getMessage(), e);
    }
  }

  /**
   * The conversation as text.
   *
   * @param continueLast whether the last message is the beginning of the answer, after which the
   *     text ends; otherwise it ends where the answer begins
   * @param withoutSystem told where the template refuses the system prompt, so that the text is
   *     that of the other messages
   */
  String render(List<Message> messages, boolean continueLast, Runnable withoutSystem) {
    String text;
    try {
      text = rendered(messages, continueLast);
    } catch (JinjaException e) {
      // As lm-evaluation-harness does: some templates refuse the system role. A template that fails
      // for another reason shall not cost it.
      List<Message> others =
          messages.stream().filter(message -> !message.role().equals(Message.SYSTEM)).toList();
      if (!e.isRaised() || others.size() == messages.size()) {
        throw new PlumblineException("the model's chat template fails: " + e.getMessage(), e);
      }
      try {
        text = rendered(others, continueLast);
        withoutSystem.run();
      } catch (JinjaException again) {
        throw new PlumblineException(
            "the model's chat template fails: " + again.getMessage(), again);
      }
    }
    return continueLast ? upTo(messages.get(messages.size() - 1).content(), text) : text;
  }

  private String rendered(List<Message> messages, boolean continueLast) {
    Map<String, Object> variables = new HashMap<>();
    variables.put(
        "messages",
        messages.stream()
            .map(message -> Map.of("role", message.role(), "content", message.content()))
            .toList());
    variables.put("add_generation_prompt", !continueLast);
    variables.put("bos_token", bosToken);
    variables.put("eos_token", eosToken);
    variables.put("tools", null);
    variables.put("documents", null);
    return template.render(variables);
  }

  /** Cuts the text after the last message, which the template may have stripped. */
  private static String upTo(String last, String text) {
    String stripped = PythonText.strip(last);
    int at = text.lastIndexOf(stripped);
    if (at < 0) {
      throw new PlumblineException(
          "the model's chat template changes the beginning of the answer; it cannot be continued");
    }
    String leftStripped = PythonText.lstrip(last, null);
    boolean kept = text.startsWith(leftStripped, at) && leftStripped.equals(last);
    return text.substring(0, at + (kept ? last : stripped).length());
  }
}
