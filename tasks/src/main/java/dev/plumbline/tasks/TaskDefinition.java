package dev.plumbline.tasks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A task file's content, checked.
 *
 * @param dataset as in {@code dataset_path}
 * @param config as in {@code dataset_name}
 * @param dataFiles files by split, where the task names them itself
 * @param folder the task file's folder, in which relative data files lie
 * @param evalSplit the split that is evaluated
 * @param fewshotFallback the split from which few-shot examples come where the file names none
 * @param testSplit as written; the few-shot split being the same (or both being absent) keeps a
 *     document out of its own examples
 * @param documents how documents become texts
 * @param generation as written; a format that generates text follows it
 * @param format what is asked and how it is judged
 */
record TaskDefinition(
    String name,
    String version,
    List<String> tags,
    String source,
    String dataset,
    Optional<String> config,
    Map<String, List<String>> dataFiles,
    Optional<Path> folder,
    String evalSplit,
    String fewshotFallback,
    Optional<String> testSplit,
    Optional<DocProcess> processDocs,
    String description,
    DocExpression descriptionTemplate,
    DocFormat documents,
    Fewshot fewshot,
    OptionalInt numFewshot,
    GenerationDefaults generation,
    TaskFormat format) {
  TaskDefinition {
    tags = List.copyOf(tags);
    dataFiles = Map.copyOf(dataFiles);
  }
}
