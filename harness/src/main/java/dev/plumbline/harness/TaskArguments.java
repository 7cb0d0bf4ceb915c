package dev.plumbline.harness;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.SpecialTokens.SpecialToken;
import dev.plumbline.tasks.ChatTemplate;
import dev.plumbline.tasks.Datasets;
import dev.plumbline.tasks.PreparedTask;
import dev.plumbline.tasks.PromptOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options on what is asked. */
final class TaskArguments {
  @Option(
      names = {"-t", "--tasks"},
      paramLabel = "NAME",
      split = ",",
      description = "Tasks or tags, separated by commas; see plumbline tasks list.")
  List<String> tasks = new ArrayList<>();

  @Mixin private TaskSources sources;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Only the first N documents of each task.")
  private Integer limit;

  @Option(
      names = "--num-fewshot",
      paramLabel = "N",
      description = "Examples in the prompt (default: the task's).")
  private Integer numFewshot;

  @Option(
      names = "--fewshot-seed",
      paramLabel = "S",
      defaultValue = "" + PromptOptions.DEFAULT_FEWSHOT_SEED,
      description = "Seed that draws few-shot examples (default: ${DEFAULT-VALUE}).")
  private long fewshotSeed;

  @Option(
      names = "--chat",
      description = "Ask through the model's chat template, few-shot examples as turns.")
  private boolean chat;

  @Option(
      names = "--no-fewshot-as-multiturn",
      description = "With --chat: few-shot examples in the one user turn.")
  private boolean fewshotInOneTurn;

  @Option(names = "--system", paramLabel = "TEXT", description = "A system prompt.")
  private String system;

  /** Reads the data and builds the prompts of the tasks named. */
  List<PreparedTask> prepare(Bundle bundle) {
    if (tasks.isEmpty()) {
      throw new PlumblineException("no tasks named; give --tasks, such as --tasks hellaswag,gsm8k");
    }
    if (limit != null && limit < 1) {
      throw new PlumblineException("--limit must be at least 1, got " + limit);
    }
    Datasets datasets = sources.datasets();
    PromptOptions options =
        new PromptOptions(
            optional(numFewshot),
            fewshotSeed,
            chat ? Optional.of(chatTemplate(bundle)) : Optional.empty(),
            Optional.ofNullable(system),
            chat && !fewshotInOneTurn);
    return sources.registry().select(tasks).stream()
        .map(task -> PreparedTask.of(task, datasets, options, optional(limit)))
        .toList();
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
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
