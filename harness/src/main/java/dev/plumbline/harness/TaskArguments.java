package dev.plumbline.harness;

import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.SpecialTokens.SpecialToken;
import dev.plumbline.tasks.ChatTemplate;
import dev.plumbline.tasks.Datasets;
import dev.plumbline.tasks.PreparedTask;
import dev.plumbline.tasks.PromptOptions;
import dev.plumbline.tasks.Task;
import dev.plumbline.tasks.TaskRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Options on what is asked. */
final class TaskArguments {
  @Option(
      names = {"-t", "--tasks"},
      paramLabel = "NAME",
      split = ",",
      description = "Tasks or tags, separated by commas; see plumbline tasks list.")
  List<String> tasks = new ArrayList<>();

  @Option(
      names = "--include-path",
      paramLabel = "PATH",
      split = ",",
      description = "A task YAML file, or a folder of them, besides the built-in tasks.")
  List<Path> includePaths = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder with the benchmarks' data (default: what plumbline data fetch has fetched).")
  private Path data;

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

  /** The built-in tasks, the embedded suite, and what a user adds. */
  static TaskRegistry registry(List<Path> includePaths) {
    TaskRegistry registry = TaskRegistry.builtIn();
    if (Installation.embeddedSuite().isPresent()) {
      registry = registry.plus(Installation.embeddedSuite().get());
    }
    for (Path path : includePaths) {
      registry = registry.plus(path);
    }
    return registry;
  }

  /** Reads the data and builds the prompts of the tasks named. */
  List<PreparedTask> prepare(Bundle bundle) {
    if (tasks.isEmpty()) {
      throw new UsageException("no tasks named; give --tasks, such as --tasks hellaswag,gsm8k");
    }
    if (limit != null && limit < 1) {
      throw new UsageException("--limit must be at least 1, got " + limit);
    }
    Datasets datasets = datasets(data);
    PromptOptions options =
        new PromptOptions(
            optional(numFewshot),
            fewshotSeed,
            chat ? Optional.of(chatTemplate(bundle)) : Optional.empty(),
            Optional.ofNullable(system),
            chat && !fewshotInOneTurn);
    return registry(includePaths).select(tasks).stream()
        .map(task -> PreparedTask.of(task, datasets, options, optional(limit)))
        .toList();
  }

  /** One task with its own settings, all of its documents. */
  static PreparedTask prepare(String task, List<Path> includePaths, Path data) {
    PromptOptions options =
        new PromptOptions(
            OptionalInt.empty(),
            PromptOptions.DEFAULT_FEWSHOT_SEED,
            Optional.empty(),
            Optional.empty(),
            false);
    return PreparedTask.of(
        registry(includePaths).select(List.of(task)).get(0),
        datasets(data),
        options,
        OptionalInt.empty());
  }

  /** All documents of a task, asked without examples, so that no data of examples is needed. */
  static PreparedTask prepareWithoutExamples(Task task, Path data) {
    PromptOptions options =
        new PromptOptions(
            OptionalInt.of(0),
            PromptOptions.DEFAULT_FEWSHOT_SEED,
            Optional.empty(),
            Optional.empty(),
            false);
    return PreparedTask.of(task, datasets(data), options, OptionalInt.empty());
  }

  private static Datasets datasets(Path data) {
    return data == null ? Datasets.cache(DataCache.folder()) : Datasets.in(data);
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
                    new UsageException(
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
