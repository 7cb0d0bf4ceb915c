package dev.plumbline.tasks;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.tasks.python.PythonRegex;
import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A task with its data read and its prompts built: what to ask, and the judge of the replies.
 * Immutable and thread-safe.
 */
public final class PreparedTask {
  private final Task task;
  private final Map<Integer, Item> items = new HashMap<>();
  private final Map<Integer, String> unaskable;
  private final List<Question> questions;
  private final List<DataFile> dataFiles;
  private final String sharedPrefix;
  private final Judge judge;

  /**
   * @param choices without their delimiter; empty for generation
   * @param gold indices of the right choices; empty for generation
   * @param targets right texts; empty for multiple choice
   */
  private record Item(
      Doc doc, Question question, List<String> choices, List<Integer> gold, List<String> targets) {}

  private PreparedTask(
      Task task,
      List<Item> items,
      Map<Integer, String> unaskable,
      List<DataFile> dataFiles,
      String sharedPrefix) {
    this.task = task;
    this.sharedPrefix = sharedPrefix;
    items.forEach(item -> this.items.put(item.question().docId(), item));
    this.unaskable = unaskable;
    this.questions = items.stream().map(Item::question).toList();
    this.dataFiles = List.copyOf(dataFiles);
    this.judge = new Judge(task.definition());
  }

  /**
   * Reads the data and builds the prompts. Where that fails for a document, the others go on
   * without it, see {@link #unaskable}; where it fails for the first one, the task is taken to be
   * wrong.
   *
   * @param limit most documents to take, from the first; absent means all
   * @throws PlumblineException for a missing or malformed data file, a missing field or a failing
   *     template of the first document
   */
  public static PreparedTask of(
      Task task, Datasets datasets, PromptOptions options, OptionalInt limit) {
    if (limit.orElse(1) < 1) {
      throw new PlumblineException("the limit is " + limit.getAsInt() + "; it must be 1 or more");
    }
    return named(task, () -> new Preparation(task, datasets, options).run(limit));
  }

  /** Adds the task's name to what went wrong. */
  private static <T> T named(Task task, Supplier<T> work) {
    try {
      return work.get();
    } catch (PlumblineException e) {
      throw new PlumblineException("task " + task.name() + ": " + e.getMessage(), e);
    }
  }

  private static final class Preparation {
    private final Task task;
    private final TaskDefinition definition;
    private final Datasets datasets;
    private final PromptOptions options;
    private final Set<DataFile> files = new LinkedHashSet<>();

    Preparation(Task task, Datasets datasets, PromptOptions options) {
      this.task = task;
      this.definition = task.definition();
      this.datasets = datasets;
      this.options = options;
    }

    PreparedTask run(OptionalInt limit) {
      List<Doc> all = docs(definition.evalSplit(), Optional.empty());
      int wanted = Math.min(limit.orElse(all.size()), all.size());
      // Two at least: what contexts share must not depend on the limit.
      List<Doc> docs = all.subList(0, Math.min(Math.max(wanted, 2), all.size()));
      Doc first = processed(docs.get(0), definition.processDocs());
      Set<String> features = features(all, first);
      Prompts prompts = new Prompts(definition, options, features);
      FewshotSampler sampler = sampler();
      boolean severalTargets = target(first, features) instanceof List<?>;
      List<Item> items = new ArrayList<>();
      Map<Integer, String> unaskable = new TreeMap<>();
      for (int docId = 0; docId < docs.size(); docId++) {
        Doc doc = docs.get(docId);
        try {
          doc = processed(doc, definition.processDocs());
        } catch (PlumblineException e) {
          unaskable.put(docId, e.getMessage());
        }
        // Drawn for every document, so that one that fails changes no other's examples.
        List<Doc> examples = sampler.next(doc);
        if (unaskable.containsKey(docId)) {
          continue;
        }
        try {
          String context = prompts.context(doc, examples);
          items.add(
              definition.outputType() == OutputType.MULTIPLE_CHOICE
                  ? choice(docId, doc, context, features, prompts.choiceDelimiter())
                  : generation(docId, doc, context, features, severalTargets));
        } catch (PlumblineException e) {
          if (docId == 0) {
            throw e;
          }
          unaskable.put(docId, e.getMessage());
        }
      }
      // Of the first two documents alone, so that it does not depend on the limit.
      String sharedPrefix =
          unaskable.containsKey(1)
              ? ""
              : sharedPrefix(items.stream().map(item -> item.question().context()).toList());
      items.removeIf(item -> item.question().docId() >= wanted);
      unaskable.keySet().removeIf(docId -> docId >= wanted);
      return new PreparedTask(task, items, unaskable, List.copyOf(files), sharedPrefix);
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

    private FewshotSampler sampler() {
      Fewshot fewshot = definition.fewshot();
      int count = task.numFewshot(options.numFewshot());
      List<Doc> pool = count == 0 ? List.of() : pool(fewshot);
      boolean excludeAsked = fewshot.split().equals(definition.testSplit());
      return new FewshotSampler(
          fewshot.sampler(), pool, count, excludeAsked, options.fewshotSeed());
    }

    private List<Doc> pool(Fewshot fewshot) {
      if (fewshot.split().isPresent()) {
        return docs(fewshot.split().get(), fewshot.processDocs());
      }
      return fewshot
          .samples()
          .orElseGet(() -> docs(definition.fewshotFallback(), definition.processDocs()));
    }

    private Object target(Doc doc, Set<String> features) {
      DocFormat format = definition.format();
      return format.target().target(doc, features, format.choices().isPresent());
    }

    private Item choice(
        int docId, Doc doc, String context, Set<String> features, String delimiter) {
      List<String> choices = definition.format().choices().orElseThrow().choices(doc, features);
      Object target = target(doc, features);
      List<Integer> gold = Targets.indices(target, choices, doc);
      List<String> continuations = choices.stream().map(choice -> delimiter + choice).toList();
      return new Item(
          doc,
          new Question.Choice(docId, context, continuations, PythonText.str(target)),
          choices,
          gold,
          List.of());
    }

    private Item generation(
        int docId, Doc doc, String context, Set<String> features, boolean severalTargets) {
      Object target = target(doc, features);
      Optional<DocExpression> choices = definition.format().choices();
      if (choices.isPresent() && target instanceof Long index) {
        target = Targets.choice(choices.get().choices(doc, features), index, doc);
      }
      List<String> targets =
          severalTargets && target instanceof List<?> list
              ? list.stream().map(PythonText::str).toList()
              : List.of(PythonText.str(target));
      return new Item(
          doc,
          new Question.Generation(docId, context, definition.generation(), PythonText.str(target)),
          List.of(),
          List.of(),
          targets);
    }
  }

  public Task task() {
    return task;
  }

  /** In the order of {@link Question#docId()}. */
  public List<Question> questions() {
    return questions;
  }

  /**
   * Documents whose prompt or target could not be built, with one line that says why; they are in
   * no question.
   */
  public Map<Integer, String> unaskable() {
    return Collections.unmodifiableMap(unaskable);
  }

  /**
   * A text with which the contexts of most questions begin, such as a description and fixed
   * few-shot examples, so that a model may read it once: the whole lines that the data set's first
   * two documents have in common, whatever the limit. Often empty.
   */
  public String sharedPrefix() {
    return sharedPrefix;
  }

  /** Every data file that was read, the evaluated split's first. */
  public List<DataFile> dataFiles() {
    return dataFiles;
  }

  /** The row of data that a question was made from. */
  public Map<String, Object> row(Question question) {
    return items.get(question.docId()).doc().fields();
  }

  /**
   * Judges one reply.
   *
   * @param question one of {@link #questions()}
   * @throws PlumblineException for a regular expression that runs out of time
   * @throws IllegalArgumentException for a reply that does not fit the question
   */
  public Judgement judge(Question question, Reply reply) {
    Objects.requireNonNull(reply, "reply");
    Item item = items.get(question.docId());
    if (question instanceof Question.Choice && reply instanceof Reply.Loglikelihoods scores) {
      return judge.choice(item.choices(), item.gold(), scores);
    }
    if (question instanceof Question.Generation && reply instanceof Reply.Text text) {
      try {
        return judge.generation(item.doc(), item.targets(), text.generation());
      } catch (PythonRegex.TimeoutException e) {
        throw new PlumblineException(
            "task " + task.name() + ", document " + question.docId() + ": " + e.getMessage(), e);
      }
    }
    throw new IllegalArgumentException(
        "a reply of "
            + reply.getClass().getSimpleName()
            + " to a question of "
            + question.getClass().getSimpleName());
  }
}
