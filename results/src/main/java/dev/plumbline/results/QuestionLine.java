package dev.plumbline.results;

import static dev.plumbline.results.JsonLines.require;

import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import java.util.List;
import java.util.Optional;

/**
 * A line of {@code documents.jsonl}; the order of the components is the order of the keys. Of
 * continuations and until, one is there.
 */
record QuestionLine(
    String task,
    Integer docId,
    String context,
    List<String> continuations,
    List<String> until,
    String target)
    implements JsonLines.Line<Question> {

  static QuestionLine of(Question question) {
    return new QuestionLine(
        question.document().task(),
        question.document().number(),
        question.context(),
        question.request().match(Request.Loglikelihoods::continuations, generate -> null),
        question.request().match(loglikelihoods -> null, Request.GenerateUntil::until),
        question.target());
  }

  @Override
  public Question read() {
    DocumentId document = new DocumentId(require(task, "task"), require(docId, "doc_id"));
    require(context, "context");
    Request request =
        continuations == null
            ? new Request.GenerateUntil(
                document, context, require(until, "until"), Optional.empty(), "")
            : new Request.Loglikelihoods(document, context, continuations);
    return new Question(request, require(target, "target"));
  }
}
