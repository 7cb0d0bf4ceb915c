package dev.plumbline.cli;

import dev.plumbline.harness.Prompting;
import dev.plumbline.harness.TaskSelection;
import dev.plumbline.tasks.DocumentLimit;
import dev.plumbline.tasks.PromptOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options on what is asked. */
final class TaskArguments {
  @Option(
      names = {"-t", "--tasks"},
      paramLabel = "NAME",
      split = ",",
      description =
          "Tasks, groups, tags, or patterns such as 'gsm8k*', separated by commas; see plumbline tasks"
              + " list.")
  private List<String> tasks = new ArrayList<>();

  @Mixin private SourceArguments sources;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "Only the first N documents of each task; below 1 that part of them, such as 0.1.")
  private Double limit;

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

  TaskSelection selection() {
    return new TaskSelection(
        tasks, sources.sources(), Optional.ofNullable(limit).map(DocumentLimit::new));
  }

  Prompting prompting() {
    return new Prompting(
        Numbers.optional(numFewshot),
        fewshotSeed,
        chat,
        fewshotInOneTurn,
        Optional.ofNullable(system));
  }
}
