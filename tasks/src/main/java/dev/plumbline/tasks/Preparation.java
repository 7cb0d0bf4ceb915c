package dev.plumbline.tasks;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
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
  private final TaskFunctions functions;
  private final Set<DataFile> files = new LinkedHashSet<>();
  // By function and split: calling it again might give another order.
  private final Map<List<Object>, TaskFunctions.Split> splits = new HashMap<>();

  /**
   * What came of it.
   *
   * @param unaskable why a document cannot be asked
   * @param sharedPrefix with which most contexts begin; may be empty
   * @param refusesSystem whether the chat template took no system prompt
   */
  record Result(
      List<AskedDocument> documents,
      Map<DocumentId, String> unaskable,
      List<DataFile> files,
      String sharedPrefix,
      boolean refusesSystem) {}

  Preparation(
      Task task,
      Datasets datasets,
      PromptOptions options,
      DecodingOptions decoding,
      TaskFunctions functions) {
    this.task = task;
    this.definition = task.definition();
    this.datasets = datasets;
    this.options = options;
    this.decoding = decoding;
    this.functions = functions;
  }

  Result run(Optional<DocumentLimit> limit) {
    List<Doc> read = read(definition.evalSplit());
    // First, as lm-evaluation-harness does: a function may draw random numbers.
    FewshotSampler sampler = sampler();
    Optional<TaskFunctions.Split> split =
        split(definition.evalSplit(), read, definition.processDocs());
    List<Doc> all = split.map(TaskFunctions.Split::docs).orElse(read);
    int wanted = limit.map(part -> part.of(all.size())).orElse(all.size());
    // Two at least: what contexts share must not depend on the limit.
    List<Doc> docs = all.subList(0, Math.min(Math.max(wanted, 2), all.size()));
    Map<DocumentId, String> unaskable = new LinkedHashMap<>();
    List<Doc> processed = new ArrayList<>();
    List<List<Doc>> drawn = new ArrayList<>();
    for (int number = 0; number < docs.size(); number++) {
      Doc doc = docs.get(number);
      try {
        doc = processed(doc, definition.processDocs());
      } catch (PlumblineException e) {
        if (number == 0) {
          throw e;
        }
        unaskable.put(new DocumentId(task.name(), number), e.getMessage());
      }
      // Drawn for every document, so that one that fails changes no other's examples.
      drawn.add(sampler.next(doc));
      processed.add(doc);
    }
    Set<String> features = features(split, all, processed.get(0));
    List<Doc> given = functions.given(processed, definition.documents().functions());
    IdentityHashMap<Doc, Doc> examples = examples(drawn);
    boolean severalContexts = severalContexts(given.get(0), features);
    boolean severalTargets = severalTargets(given.get(0), features);
    Prompts prompts = new Prompts(definition, options, features, severalContexts);
    List<AskedDocument> asked = new ArrayList<>();
    for (int number = 0; number < docs.size(); number++) {
      DocumentId id = new DocumentId(task.name(), number);
      Doc doc = given.get(number);
      if (unaskable.containsKey(id)) {
        continue;
      }
      try {
        List<Doc> shown = drawn.get(number).stream().map(examples::get).toList();
        List<String> contexts = severalContexts ? prompts.contexts(doc, shown) : List.of();
        String context = severalContexts ? beginning(contexts) : prompts.context(doc, shown);
        asked.add(
            definition
                .format()
                .ask(
                    new Prompt(
                        id,
                        doc,
                        context,
                        contexts,
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
    return new Result(asked, unaskable, List.copyOf(files), sharedPrefix, prompts.refusesSystem());
  }

  /** The whole lines with which the first two contexts begin. */
  private static String sharedPrefix(List<String> contexts) {
    String first = contexts.get(0);
    String second = contexts.get(contexts.size() > 1 ? 1 : 0);
    return first.substring(0, first.lastIndexOf('\n', mismatch(first, second) - 1) + 1);
  }

  /** Few-shot examples that were drawn, each once, with what functions give for them. */
  private IdentityHashMap<Doc, Doc> examples(List<List<Doc>> drawn) {
    IdentityHashMap<Doc, Doc> examples = new IdentityHashMap<>();
    List<Doc> docs =
        drawn.stream()
            .flatMap(List::stream)
            .filter(doc -> examples.putIfAbsent(doc, doc) == null)
            .toList();
    List<Doc> given = functions.given(docs, definition.fewshot().format().functions());
    for (int i = 0; i < docs.size(); i++) {
      examples.put(docs.get(i), given.get(i));
    }
    return examples;
  }

  private List<Doc> read(String split) {
    Datasets.Split read = datasets.read(definition, split);
    files.addAll(read.files());
    return read.docs();
  }

  private List<Doc> docs(String split, Optional<DocProcess> process) {
    List<Doc> read = read(split);
    return split(split, read, process)
        .map(TaskFunctions.Split::docs)
        .orElseGet(() -> read.stream().map(doc -> processed(doc, process)).toList());
  }

  /** What a function made of the split; absent where none works on whole splits. */
  private Optional<TaskFunctions.Split> split(
      String name, List<Doc> read, Optional<DocProcess> process) {
    return process
        .flatMap(steps -> steps.match(ofDocument -> Optional.empty(), Optional::of))
        .map(
            (DocProcess.OfSplit ofSplit) ->
                splits.computeIfAbsent(
                    List.of(ofSplit.function(), name),
                    key -> functions.split(ofSplit.function(), read)));
  }

  private static Doc processed(Doc doc, Optional<DocProcess> process) {
    return process
        .map(steps -> steps.match(each -> each.change().apply(doc), ofSplit -> doc))
        .orElse(doc);
  }

  /** The columns: those of any row, and those that processing adds. */
  private Set<String> features(Optional<TaskFunctions.Split> split, List<Doc> all, Doc processed) {
    if (split.isPresent()) {
      return new LinkedHashSet<>(
          split
              .get()
              .columns()
              .orElseThrow(
                  () ->
                      new PlumblineException(
                          "process_docs gives a list, not a data set; return the result of"
                              + " dataset.map or Dataset.from_list")));
    }
    Set<String> features = new LinkedHashSet<>(processed.fields().keySet());
    all.forEach(doc -> features.addAll(doc.fields().keySet()));
    return features;
  }

  private boolean severalContexts(Doc first, Set<String> features) {
    return definition.format().takesSeveralContexts()
        && definition.documents().text().index(first, features).isPresent();
  }

  /** What all begin with. */
  private static String beginning(List<String> contexts) {
    return contexts.stream()
        .reduce((one, other) -> one.substring(0, mismatch(one, other)))
        .orElseThrow();
  }

  private static int mismatch(String one, String other) {
    int mismatch = 0;
    while (mismatch < Math.min(one.length(), other.length())
        && one.charAt(mismatch) == other.charAt(mismatch)) {
      mismatch++;
    }
    return mismatch;
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
    if (fewshot.listing().isPresent()) {
      return functions.listed(fewshot.listing().get());
    }
    return fewshot
        .samples()
        .orElseGet(() -> docs(definition.fewshotFallback(), definition.processDocs()));
  }
}
