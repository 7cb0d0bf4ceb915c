package dev.plumbline.tasks;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Score;
import dev.plumbline.tasks.code.PythonFunction;
import dev.plumbline.tasks.python.PythonRegex;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A task with its data read and its prompts built: what to ask, and the judge of the answers.
 * Immutable and thread-safe.
 */
public final class PreparedTask implements AutoCloseable {
  private final Task task;
  private final Map<DocumentId, AskedDocument> asked = new HashMap<>();
  private final Map<DocumentId, String> unaskable;
  private final List<Question> questions;
  private final List<DataFile> dataFiles;
  private final boolean refusesSystem;
  private final TaskFunctions functions;
  private final Optional<FunctionJudge> byFunctions;

  private PreparedTask(Task task, Preparation.Result prepared, TaskFunctions functions) {
    this.task = task;
    this.functions = functions;
    this.byFunctions =
        task.definition().format().functions().isEmpty()
            ? Optional.empty()
            : Optional.of(new FunctionJudge(task.definition().format(), functions));
    prepared.documents().forEach(document -> asked.put(document.question().document(), document));
    this.unaskable = Collections.unmodifiableMap(prepared.unaskable());
    this.questions =
        prepared.documents().stream()
            .map(document -> sharing(document.question(), prepared.sharedPrefix()))
            .toList();
    this.dataFiles = List.copyOf(prepared.files());
    this.refusesSystem = prepared.refusesSystem();
  }

  private static Question sharing(Question question, String prefix) {
    return question.context().startsWith(prefix)
        ? new Question(question.request().sharing(prefix), question.target())
        : question;
  }

  /** As below, with text generated as the task says, and without task code. */
  public static PreparedTask of(
      Task task, Datasets datasets, PromptOptions options, OptionalInt limit) {
    Optional<DocumentLimit> documents =
        limit.isPresent() ? Optional.of(new DocumentLimit(limit.getAsInt())) : Optional.empty();
    return of(task, datasets, options, DecodingOptions.defaults(), TaskCode.never(), documents);
  }

  /**
   * Reads the data and builds the prompts. Where that fails for a document, the others go on
   * without it, see {@link #unaskable}; where it fails for the first one, the task is taken to be
   * wrong.
   *
   * @param code whether Python functions of the task may run
   * @param limit absent means all documents
   * @throws PlumblineException for a missing or malformed data file, a missing field or a failing
   *     template of the first document, or a value of {@code decoding} out of its range
   */
  public static PreparedTask of(
      Task task,
      Datasets datasets,
      PromptOptions options,
      DecodingOptions decoding,
      TaskCode code,
      Optional<DocumentLimit> limit) {
    // Not the task's mistake, so without its name.
    task.definition().format().check(decoding);
    try (TaskFunctions functions = new TaskFunctions(code, task.definition().root())) {
      Preparation.Result prepared =
          new Preparation(task, datasets, options, decoding, functions).run(limit);
      // What is missing of those that judge shall not show when the model is through.
      functions.require(task.definition().judging());
      return new PreparedTask(task, prepared, functions);
    } catch (PlumblineException e) {
      throw new PlumblineException("task " + task.name() + ": " + e.getMessage(), e);
    }
  }

  public Task task() {
    return task;
  }

  /**
   * In the order of the documents. Requests name a text with which most contexts begin, such as a
   * description and fixed few-shot examples, as their shared prefix: the whole lines that the data
   * set's first two documents have in common, whatever the limit.
   */
  public List<Question> questions() {
    return questions;
  }

  /** How many texts are asked for of each document, from 1; its answers have all of them. */
  public int repeats() {
    return task.definition().repeats();
  }

  /**
   * Documents whose prompt or target could not be built, in their order, with one line that says
   * why; they are in no question.
   */
  public Map<DocumentId, String> unaskable() {
    return unaskable;
  }

  /** What is doubtful about documents that are asked, a line each, in their order. */
  public List<String> doubts() {
    return questions.stream()
        .flatMap(question -> asked.get(question.document()).doubt().stream())
        .toList();
  }

  /**
   * Whether the model's chat template takes no system prompt, so that the prompts are without it,
   * as in lm-evaluation-harness.
   */
  public boolean refusesSystem() {
    return refusesSystem;
  }

  /** All documents, those included whose prompts cannot be built. */
  public List<DocumentId> documents() {
    return Stream.concat(questions.stream().map(Question::document), unaskable.keySet().stream())
        .toList();
  }

  /** Every data file that was read, the evaluated split's first. */
  public List<DataFile> dataFiles() {
    return dataFiles;
  }

  /** Every Python file that was imported from the task's folder, by its path there. */
  public Map<String, Path> codeFiles() {
    return functions.files();
  }

  /** The row of data that a question was made from. */
  public Map<String, Object> row(Question question) {
    return asked.get(question.document()).doc().fields();
  }

  /** Judges an answer where the task's Python functions do that. */
  Optional<CompletableFuture<Outcome>> judgeByFunctions(Question question, Answer answer) {
    return byFunctions.map(judge -> judge.judge(asked.get(question.document()), answer));
  }

  /**
   * Makes a score of all documents' items, where a function of the task does that.
   *
   * @param items in the documents' order, as parts of outcomes have them; at least one
   * @throws PlumblineException where the function fails, or gives no number
   */
  public double aggregated(Score score, List<String> items) {
    PythonFunction function =
        task.metrics().stream()
            .filter(metric -> metric.score().equals(score))
            .flatMap(metric -> metric.combination().function().stream())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no function makes " + score.key()));
    return functions.aggregated(function, items);
  }

  /** Ends the process of the task's Python functions; a further call starts it again. */
  @Override
  public void close() {
    functions.close();
  }

  /** Present where the question's score comes from executing programs. */
  Optional<Problem> problem(Question question) {
    return asked.get(question.document()).problem();
  }

  /**
   * Judges one answer, without executing anything: a task that {@link Task#executesCode} gets no
   * scores from it, see {@link AnswerJudge}. An answer that cannot be judged, such as for a regular
   * expression that runs out of time, is a failed sample.
   *
   * @param question one of {@link #questions()}
   * @throws IllegalArgumentException for an answer that does not fit the question
   */
  public Outcome judge(Question question, Answer answer) {
    AskedDocument document = asked.get(question.document());
    try {
      return answer.match(
          document::judge, document::judge, failed -> new Outcome.Failed(failed.error()));
    } catch (PythonRegex.TimeoutException e) {
      String message = "task " + question.document() + ": " + e.getMessage();
      return new Outcome.Failed(PlumblineException.oneLine(message));
    } catch (PlumblineException e) {
      return new Outcome.Failed(e.getMessage());
    }
  }
}
