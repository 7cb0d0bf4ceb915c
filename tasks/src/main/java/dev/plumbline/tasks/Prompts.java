package dev.plumbline.tasks;

import static dev.plumbline.tasks.Message.ASSISTANT;
import static dev.plumbline.tasks.Message.SYSTEM;
import static dev.plumbline.tasks.Message.USER;

import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.PythonSpace;
import dev.plumbline.tasks.code.Given;
import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Builds prompts as lm-evaluation-harness 0.4.13 does ({@code ConfigurableTask.fewshot_context}):
 * to the byte, white space included.
 */
final class Prompts {
  private final TaskDefinition task;
  private final PromptOptions options;
  private final Set<String> features;
  private final boolean severalContexts;
  // The same few examples come again and again.
  private final IdentityHashMap<Doc, List<Message>> examples = new IdentityHashMap<>();

  private boolean refusesSystem;

  /**
   * @param features the columns of the evaluated data
   * @param severalContexts whether each choice is a context, which the first document decides for
   *     all
   */
  Prompts(
      TaskDefinition task, PromptOptions options, Set<String> features, boolean severalContexts) {
    this.severalContexts = severalContexts;
    this.task = task;
    this.options = options;
    this.features = features;
  }

  /** The prompt for a document, with examples before it. */
  String context(Doc doc, List<Doc> examples) {
    return context(doc, examples, Optional.empty());
  }

  /** A prompt for each choice, which stands where the question does otherwise. */
  List<String> contexts(Doc doc, List<Doc> examples) {
    return task.documents().choices().orElseThrow().choices(doc, features).stream()
        .map(choice -> context(doc, examples, Optional.of(choice)))
        .toList();
  }

  private String context(Doc doc, List<Doc> examples, Optional<String> choice) {
    List<Message> messages = new ArrayList<>();
    String description =
        task.description().isEmpty() ? "" : task.descriptionTemplate().text(doc, features);
    String system =
        delimited(options.system().orElse(""), description, task.documents().fewshotDelimiter());
    if (!system.isEmpty()) {
      messages.add(new Message(SYSTEM, system, ""));
    }
    for (Doc example : examples) {
      messages.addAll(this.examples.computeIfAbsent(example, this::turns));
    }
    String prefix = prefix(task.documents(), doc);
    addQuestion(messages, doc, prefix, choice);
    if (options.chat().isEmpty()) {
      return messages.stream().map(Message::text).collect(Collectors.joining());
    }
    List<Message> turns = options.fewshotAsMultiturn() ? messages : singleTurn(messages);
    return options.chat().get().render(turns, !prefix.isEmpty(), () -> refusesSystem = true);
  }

  /** Whether the chat template refused the system prompt of a document asked so far. */
  boolean refusesSystem() {
    return refusesSystem;
  }

  /** What stands between the context and each choice. */
  String choiceDelimiter() {
    String delimiter = task.documents().targetDelimiter();
    if (options.chat().isEmpty()) {
      return delimiter;
    }
    // In a chat the template ends the prompt, unless the answer has begun.
    Optional<DocExpression> prefix = task.documents().genPrefix();
    return prefix.isPresent() && !endsWithSpace(prefix.get().source()) ? delimiter : "";
  }

  private String prefix(DocFormat format, Doc doc) {
    return format.genPrefix().map(prefix -> prefix.text(doc, features)).orElse("");
  }

  private void addQuestion(
      List<Message> messages, Doc doc, String prefix, Optional<String> choice) {
    String question = choice.orElseGet(() -> task.documents().text().text(doc, features));
    boolean delimit =
        choice.isEmpty()
            && !prefix.isEmpty()
            && !question.isEmpty()
            && !touchesSpace(question, prefix);
    messages.add(new Message(USER, question, delimit ? task.documents().targetDelimiter() : ""));
    if (!prefix.isEmpty()) {
      messages.add(new Message(ASSISTANT, prefix, ""));
    }
  }

  /** A few-shot example's question and answer. */
  private List<Message> turns(Doc doc) {
    List<Message> messages = new ArrayList<>();
    DocFormat format = task.fewshot().format();
    String question =
        severalContexts ? exampleContext(format, doc) : format.text().text(doc, features);
    String prefix = prefix(format, doc);
    String answer = answer(format, doc);
    boolean delimit =
        prefix.isEmpty()
            ? !answer.isEmpty()
            : !question.isEmpty() && !touchesSpace(question, prefix);
    messages.add(new Message(USER, question, delimit ? format.targetDelimiter() : ""));
    if (!answer.isEmpty()) {
      messages.add(
          new Message(ASSISTANT, delimited(prefix, answer, " "), format.fewshotDelimiter()));
    } else if (!prefix.isEmpty()) {
      messages.add(new Message(ASSISTANT, prefix, ""));
    }
    return messages;
  }

  private String exampleContext(DocFormat format, Doc doc) {
    long index =
        format
            .text()
            .index(doc, features)
            .orElseThrow(
                () ->
                    new PlumblineException(
                        doc.origin()
                            + ": doc_to_text gives no index, as it does for the first document"));
    return Targets.choice(format.choices().orElseThrow().choices(doc, features), index, doc);
  }

  private String answer(DocFormat format, Doc doc) {
    Object target = format.target().target(doc, features, format.choices().isPresent());
    if (!severalContexts
        && format.choices().isPresent()
        && Targets.number(target) instanceof Long index) {
      return Targets.choice(format.choices().get().choices(doc, features), index, doc);
    }
    Object first = target instanceof List<?> list && !list.isEmpty() ? list.get(0) : target;
    if (first instanceof String text) {
      return text;
    }
    throw new PlumblineException(
        doc.origin()
            + ": doc_to_target gives "
            + PythonText.repr(Given.number(target))
            + ", not a text");
  }

  /** All turns but the system's and a last one of the assistant as one turn of the user. */
  private static List<Message> singleTurn(List<Message> messages) {
    boolean hasSystem = messages.get(0).role().equals(SYSTEM);
    Message last = messages.get(messages.size() - 1);
    boolean hasPrefix = last.role().equals(ASSISTANT);
    List<Message> middle =
        messages.subList(hasSystem ? 1 : 0, messages.size() - (hasPrefix ? 1 : 0));
    StringBuilder user = new StringBuilder();
    for (Message message : middle.subList(0, middle.size() - 1)) {
      user.append(message.text());
    }
    user.append(middle.get(middle.size() - 1).content());
    List<Message> turns = new ArrayList<>();
    if (hasSystem) {
      turns.add(messages.get(0));
    }
    turns.add(new Message(USER, user.toString(), ""));
    if (hasPrefix) {
      turns.add(last);
    }
    return turns;
  }

  /** Both texts, with the delimiter between them unless white space or nothing is there. */
  private static String delimited(String before, String after, String delimiter) {
    boolean delimit = !before.isEmpty() && !after.isEmpty() && !touchesSpace(before, after);
    return before + (delimit ? delimiter : "") + after;
  }

  private static boolean touchesSpace(String before, String after) {
    return endsWithSpace(before) || PythonSpace.isSpace(after.codePointAt(0));
  }

  private static boolean endsWithSpace(String text) {
    return !text.isEmpty() && PythonSpace.isSpace(text.codePointBefore(text.length()));
  }
}
