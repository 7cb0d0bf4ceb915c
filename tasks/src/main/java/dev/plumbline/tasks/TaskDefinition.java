package dev.plumbline.tasks;

import dev.plumbline.tasks.code.PythonFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A task file's content, checked.
 *
 * @param dataset as in {@code dataset_path}
 * @param config as in {@code dataset_name}
 * @param dataFiles that the task names itself
 * @param folder the task file's folder, in which relative data files lie
 * @param root the folder that task code sees; absent for a task that is built in
 * @param evalSplit the split that is evaluated
 * @param fewshotFallback the split from which few-shot examples come where the file names none
 * @param testSplit as written; the few-shot split being the same (or both being absent) keeps a
 *     document out of its own examples
 * @param documents how documents become texts
 * @param generation as written; a format that generates text follows it
 * @param repeats how many texts are asked for of each document, from 1
 * @param format what is asked and how it is judged
 */
record TaskDefinition(
    String name,
    String version,
    List<String> tags,
    String source,
    String dataset,
    Optional<String> config,
    DataFiles dataFiles,
    Optional<Path> folder,
    Optional<Path> root,
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
    int repeats,
    TaskFormat format) {
  TaskDefinition {
    tags = List.copyOf(tags);
  }

  /** All Python functions that it names. */
  List<PythonFunction> functions() {
    List<PythonFunction> functions = new ArrayList<>();
    Stream.of(processDocs, fewshot.processDocs())
        .flatMap(Optional::stream)
        .forEach(
            process ->
                process
                    .match(
                        ofDocument -> Optional.<PythonFunction>empty(),
                        ofSplit -> Optional.of(ofSplit.function()))
                    .ifPresent(functions::add));
    fewshot.listing().ifPresent(functions::add);
    functions.addAll(documents.functions());
    functions.addAll(fewshot.format().functions());
    functions.addAll(judging());
    return functions.stream().distinct().toList();
  }

  /** Those that judge answers. */
  List<PythonFunction> judging() {
    List<PythonFunction> functions = new ArrayList<>(format.functions());
    format.scores().forEach(score -> score.combination().function().ifPresent(functions::add));
    return functions;
  }
}
