package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.SpecialTokens.SpecialToken;
import dev.plumbline.tasks.ChatTemplate;
import dev.plumbline.tasks.PromptOptions;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How documents become prompts.
 *
 * @param numFewshot examples in a prompt; absent: the task's number
 * @param fewshotSeed draws the examples
 * @param chat whether to ask through the model's chat template, examples as turns
 * @param fewshotInOneTurn with {@code chat}: all examples in the one user turn
 * @param system a system prompt
 */
public record Prompting(
    OptionalInt numFewshot,
    long fewshotSeed,
    boolean chat,
    boolean fewshotInOneTurn,
    Optional<String> system) {

  /** The tasks' own examples as plain text. */
  public static Prompting defaults() {
    return new Prompting(
        OptionalInt.empty(), PromptOptions.DEFAULT_FEWSHOT_SEED, false, false, Optional.empty());
  }

  public Prompting withNumFewshot(int examples) {
    return new Prompting(OptionalInt.of(examples), fewshotSeed, chat, fewshotInOneTurn, system);
  }

  public Prompting withChat() {
    return new Prompting(numFewshot, fewshotSeed, true, fewshotInOneTurn, system);
  }

  PromptOptions options(Bundle bundle) {
    return new PromptOptions(
        numFewshot,
        fewshotSeed,
        chat ? Optional.of(chatTemplate(bundle)) : Optional.empty(),
        system,
        chat && !fewshotInOneTurn);
  }

  private static ChatTemplate chatTemplate(Bundle bundle) {
    String template =
        bundle
            .chatTemplate()
            .orElseThrow(
                () ->
                    new PlumblineException(
                        bundle.folder()
                            + ": this model has no chat template; leave out --chat, or export a"
                            + " checkpoint that has one"));
    return ChatTemplate.of(
        template, text(bundle.specialTokens().bos()), text(bundle.specialTokens().eos()));
  }

  /** As Hugging Face renders a token that a model lacks. */
  private static String text(Optional<SpecialToken> token) {
    return token.map(SpecialToken::token).orElse("");
  }
}
