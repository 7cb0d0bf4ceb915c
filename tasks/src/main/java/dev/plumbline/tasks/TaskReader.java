package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.Finding;
import dev.plumbline.protocol.text.Findings;
import dev.plumbline.protocol.text.YamlMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads a task file in lm-evaluation-harness's schema (version 0.4.13). Every mistake becomes a
 * finding; a definition comes out only where there is none.
 */
final class TaskReader {
  private static final int MOST_REPEATS = 10_000;

  private final TaskFormats formats;
  private final TaskSource source;
  private final Findings findings;

  private TaskReader(TaskFormats formats, TaskSource source, Findings findings) {
    this.formats = formats;
    this.source = source;
    this.findings = findings;
  }

  /** What reading gave: a definition, or findings, or neither for a file that is no task. */
  record Result(Optional<TaskDefinition> definition, Findings findings) {}

  /** The first mistake, and how many more there are. */
  static PlumblineException exception(List<Finding> findings) {
    String more =
        findings.size() == 1
            ? ""
            : " (and " + (findings.size() - 1) + " more; plumbline tasks validate shows all)";
    return new PlumblineException(findings.get(0) + more);
  }

  static Result read(TaskSource source, TaskFormats formats) {
    return read(source, formats, Optional.empty());
  }

  /**
   * As a group of tasks asks it.
   *
   * @param settings keys that win over the file's
   */
  static Result read(TaskSource source, TaskFormats formats, Optional<YamlMap> settings) {
    Findings findings = Findings.collected();
    TaskReader reader = new TaskReader(formats, source, findings);
    Optional<YamlMap> file = TaskFile.read(source, findings);
    if (file.isEmpty() || (findings.isEmpty() && !file.get().has("task"))) {
      return new Result(Optional.empty(), findings);
    }
    YamlMap yaml = file.get();
    settings.ifPresent(yaml::putAll);
    Optional<TaskDefinition> definition = Optional.empty();
    try {
      definition = reader.definition(yaml);
    } catch (YAMLException | NumberFormatException e) {
      findings.add(
          source.name(), 1, "", "holds a value that is not what its tag says: " + e.getMessage());
    }
    return new Result(findings.isEmpty() ? definition : Optional.empty(), findings);
  }

  private Optional<TaskDefinition> definition(YamlMap yaml) {
    yaml.texts("include");
    yaml.text("task_alias");
    yaml.truth("should_decontaminate", false);
    yaml.any("doc_to_decontamination_query");
    yaml.truth("unsafe_code", false);
    refuseUnsupported(yaml);
    if (yaml.has("class")) {
      // Its class has all the rest.
      return Optional.empty();
    }

    Optional<String> name = required(yaml, "task");
    Optional<String> dataset = required(yaml, "dataset_path");
    String outputType = yaml.text("output_type").orElse(GenerateUntil.OUTPUT_TYPE);
    Optional<TaskFormat.Reader> reader =
        yaml.named("output_type", Optional.of(outputType), formats.byOutputType(), "output type");
    DocFormat documents =
        DocFormatReader.format(
            yaml, reader.filter(TaskFormat.Reader::needsChoices).map(needs -> outputType));
    Optional<String> training = yaml.text("training_split");
    Optional<String> validation = yaml.text("validation_split");
    Optional<String> test = yaml.text("test_split");
    Optional<String> evaluated = test.or(() -> validation);
    if (evaluated.isEmpty()) {
      yaml.wrong("test_split", "is missing; name a test_split or a validation_split");
    }
    OptionalInt numFewshot =
        yaml.whole("num_fewshot", 0)
            .map(count -> OptionalInt.of((int) Math.min(count, Integer.MAX_VALUE)))
            .orElse(OptionalInt.empty());
    int repeats = (int) (long) yaml.whole("repeats", 1).orElse(1L);
    Optional<DocProcess> processDocs = DocFormatReader.processDocs(yaml);
    Fewshot fewshot = DocFormatReader.fewshot(yaml, documents, processDocs, source.name());
    String description = yaml.text("description").orElse("");
    DocExpression descriptionTemplate =
        DocFormatReader.expression(yaml, "description").orElse(DocExpression.EMPTY);
    GenerationDefaults generation = GenerationReader.read(yaml, documents.fewshotDelimiter());
    List<FilterPipeline> filters = FilterReader.read(yaml);
    TaskFormat.Reader known = reader.orElse(formats.byOutputType().get(GenerateUntil.OUTPUT_TYPE));
    TaskFormat format =
        yaml.has("process_results")
            ? ProcessedResults.read(
                yaml, known.read(yaml.withEmptyList("metric_list"), documents, generation, filters))
            : known.read(yaml, documents, generation, filters);
    checkRepeats(yaml, repeats, format, filters);
    String version = yaml.map("metadata").flatMap(metadata -> metadata.text("version")).orElse("0");
    Optional<String> config = yaml.text("dataset_name");
    DataFiles dataFiles = DataFiles.read(yaml);
    List<String> tags = yaml.texts("tag").orElse(List.of());
    yaml.refuseOthers();
    if (!findings.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TaskDefinition(
            name.orElseThrow(),
            version,
            tags,
            source.name(),
            dataset.orElseThrow(),
            config,
            dataFiles,
            source.folder(),
            source.root(),
            evaluated.orElseThrow(),
            training.or(() -> validation).or(() -> test).orElseThrow(),
            test,
            processDocs,
            description,
            descriptionTemplate,
            documents,
            fewshot,
            numFewshot,
            generation,
            repeats,
            format));
  }

  private static void checkRepeats(
      YamlMap yaml, int repeats, TaskFormat format, List<FilterPipeline> filters) {
    if (repeats > 1 && format.executesCode()) {
      yaml.wrong(
          "repeats",
          "must be 1 where programs are executed; plumbline score takes several of a document");
    }
    if (repeats > 1 && !format.outputType().equals(GenerateUntil.OUTPUT_TYPE)) {
      yaml.wrong("repeats", "has no meaning but for " + GenerateUntil.OUTPUT_TYPE);
    }
    if (repeats > MOST_REPEATS) {
      yaml.wrong("repeats", "must be at most " + MOST_REPEATS);
    }
    for (FilterPipeline filter : filters) {
      if (filter.needs() > repeats) {
        yaml.wrong(
            "repeats",
            "is %d, and take_first_k of the filter %s needs %d"
                .formatted(repeats, filter.name(), filter.needs()));
      }
    }
  }

  private static void refuseUnsupported(YamlMap yaml) {
    yaml.refuse("class", "a task that is a Python class; only functions of task files run");
    yaml.refuse("custom_dataset", "data comes from files; use dataset_kwargs.data_files");
    yaml.refuse("doc_to_image", "only text is asked");
    yaml.refuse("doc_to_audio", "only text is asked");
    yaml.refuse("use_prompt", "write the prompt as doc_to_text");
    yaml.refuse("group", "use tag, which selects several tasks");
    yaml.refuse("task_list", "write one file for each task");
  }

  private static Optional<String> required(YamlMap yaml, String key) {
    if (!yaml.has(key)) {
      yaml.wrong(key, "is missing");
    }
    return yaml.text(key);
  }
}
