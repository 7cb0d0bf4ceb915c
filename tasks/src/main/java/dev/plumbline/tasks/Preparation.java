package dev.plumbline.tasks;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a task's data and builds its prompts. */
final class Preparation {
  private final Task task;
  private final TaskDefinition definition;
  private final Datasets datasets;
  private final PromptOptions options;
  private final DecodingOptions decoding;
  private final Set<DataFile> files = new LinkedHashSet<>();

  /**
   * What came of it.
   *
   * @param unaskable why a document cannot be asked
   * @param sharedPrefix with which most contexts begin; may be empty
   */
  record Result(
      List<AskedDocument> documents,
      Map<DocumentId, String> unaskable,
      List<DataFile> files,
      String sharedPrefix) {}

  Preparation(Task task, Datasets datasets, PromptOptions options, DecodingOptions decoding) {
    this.task = task;
    this.definition = task.definition();
    this.datasets = datasets;
    this.options = options;
    this.decoding = decoding;
  }

  Result run(Optional<DocumentLimit> limit) {
    List<Doc> all = docs(definition.evalSplit(), Optional.empty());
    int wanted = limit.map(part -> part.of(all.size())).orElse(all.size());
    // Two at least: what contexts share must not depend on the limit.
    List<Doc> docs = all.subList(0, Math.min(Math.max(wanted, 2), all.size()));
    Doc first = processed(docs.get(0), definition.processDocs());
    Set<String> features = features(all, first);
    Prompts prompts = new Prompts(definition, options, features);
    FewshotSampler sampler = sampler();
    boolean severalTargets = severalTargets(first, features);
    List<AskedDocument> asked = new ArrayList<>();
    Map<DocumentId, String> unaskable = new LinkedHashMap<>();
    for (int number = 0; number < docs.size(); number++) {
      DocumentId id = new DocumentId(task.name(), number);
      Doc doc = docs.get(number);
      try {
        doc = processed(doc, definition.processDocs());
      } catch (PlumblineException e) {
        unaskable.put(id, e.getMessage());
      }
      // Drawn for every document, so that one that fails changes no other's examples.
      List<Doc> examples = sampler.next(doc);
      if (unaskable.containsKey(id)) {
        continue;
      }
      try {
        String context = prompts.context(doc, examples);
        asked.add(
            definition
                .format()
                .ask(
                    new Prompt(
                        id,
                        doc,
                        context,
                        prompts.choiceDelimiter(),
                        features,
                        severalTargets,
                        decoding)));
      } catch (PlumblineException e) {
        if (number == 0) {
          throw e;
        }
        unaskable.put(id, e.getMessage());
      }
    }
    // Of the first two documents alone, so that it does not depend on the limit.
    String sharedPrefix =
        unaskable.containsKey(new DocumentId(task.name(), 1))
            ? ""
            : sharedPrefix(asked.stream().map(each -> each.question().context()).toList());
    asked.removeIf(each -> each.question().document().number() >= wanted);
    unaskable.keySet().removeIf(id -> id.number() >= wanted);
    return new Result(asked, unaskable, List.copyOf(files), sharedPrefix);
  }

  /** The whole lines with which the first two contexts begin. */
  private static String sharedPrefix(List<String> contexts) {
    String first = contexts.get(0);
    String second = contexts.get(contexts.size() > 1 ? 1 : 0);
    int mismatch = 0;
    while (mismatch < Math.min(first.length(), second.length())
        && first.charAt(mismatch) == second.charAt(mismatch)) {
      mismatch++;
    }
    return first.substring(0, first.lastIndexOf('\n', mismatch - 1) + 1);
  }

  private List<Doc> docs(String split, Optional<DocProcess> process) {
    Datasets.Split read = datasets.read(definition, split);
    files.addAll(read.files());
    return read.docs().stream().map(doc -> processed(doc, process)).toList();
  }

  private static Doc processed(Doc doc, Optional<DocProcess> process) {
    return process.map(steps -> steps.apply(doc)).orElse(doc);
  }

  /** The columns: those of any row, and those that processing adds. */
  private static Set<String> features(List<Doc> all, Doc processed) {
    Set<String> features = new LinkedHashSet<>(processed.fields().keySet());
    all.forEach(doc -> features.addAll(doc.fields().keySet()));
    return features;
  }

  private boolean severalTargets(Doc first, Set<String> features) {
    DocFormat documents = definition.documents();
    return documents.target().target(first, features, documents.choices().isPresent())
        instanceof List<?>;
  }

  private FewshotSampler sampler() {
    Fewshot fewshot = definition.fewshot();
    int count = task.numFewshot(options.numFewshot());
    List<Doc> pool = count == 0 ? List.of() : pool(fewshot);
    boolean excludeAsked = fewshot.split().equals(definition.testSplit());
    return new FewshotSampler(fewshot.sampler(), pool, count, excludeAsked, options.fewshotSeed());
  }

  private List<Doc> pool(Fewshot fewshot) {
    if (fewshot.split().isPresent()) {
      return docs(fewshot.split().get(), fewshot.processDocs());
    }
    return fewshot
        .samples()
        .orElseGet(() -> docs(definition.fewshotFallback(), definition.processDocs()));
  }
}
