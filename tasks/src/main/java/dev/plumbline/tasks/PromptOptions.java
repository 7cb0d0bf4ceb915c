package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How prompts are built, beyond what the task says.
 *
 * @param numFewshot number of few-shot examples; absent means the task's own number. As in
 *     lm-evaluation-harness, a task that says {@code num_fewshot: 0} stays at 0.
 * @param fewshotSeed seed of Python's generator that draws few-shot examples
 * @param chat the model's chat template; absent means plain text
 * @param system a system prompt, put before the task's description
 * @param fewshotAsMultiturn with a chat template: every few-shot example is a pair of turns,
 *     otherwise all of them stand in the one user turn
 */
public record PromptOptions(
    OptionalInt numFewshot,
    long fewshotSeed,
    Optional<ChatTemplate> chat,
    Optional<String> system,
    boolean fewshotAsMultiturn) {

  /** lm-evaluation-harness's few-shot seed. */
  public static final long DEFAULT_FEWSHOT_SEED = 1234;

  public PromptOptions {
    Objects.requireNonNull(chat, "chat");
    Objects.requireNonNull(system, "system");
    if (numFewshot.orElse(0) < 0) {
      throw new PlumblineException(
          "number of few-shot examples is " + numFewshot.getAsInt() + "; it must be 0 or more");
    }
    if (fewshotAsMultiturn && chat.isEmpty()) {
      throw new PlumblineException(
          "few-shot examples as turns need a chat template; switch the chat template on too");
    }
  }

  /** No examples, so that no data of examples is needed; plain text. */
  public static PromptOptions withoutExamples() {
    return new PromptOptions(
        OptionalInt.of(0), DEFAULT_FEWSHOT_SEED, Optional.empty(), Optional.empty(), false);
  }

  /** The task's own number of examples, seed 1234, plain text. */
  public static PromptOptions defaults() {
    return new PromptOptions(
        OptionalInt.empty(), DEFAULT_FEWSHOT_SEED, Optional.empty(), Optional.empty(), false);
  }
}
