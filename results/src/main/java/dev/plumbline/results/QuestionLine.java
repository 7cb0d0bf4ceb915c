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
 *
 * @param contexts only where continuations have contexts of their own
 * @param rolling only where the continuation is read in windows
 */
record QuestionLine(
    String task,
    Integer docId,
    String context,
    List<String> contexts,
    List<String> continuations,
    Boolean rolling,
    List<String> until,
    String target)
    implements JsonLines.Line<Question> {

  static QuestionLine of(Question question) {
    Optional<Request.Loglikelihoods> scored =
        question.request().match(Optional::of, generate -> Optional.empty());
    return new QuestionLine(
        question.document().task(),
        question.document().number(),
        question.context(),
        scored.map(Request.Loglikelihoods::contexts).filter(all -> !all.isEmpty()).orElse(null),
        scored.map(Request.Loglikelihoods::continuations).orElse(null),
        scored.map(Request.Loglikelihoods::rolling).filter(rolling -> rolling).orElse(null),
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
            : new Request.Loglikelihoods(
                document,
                context,
                contexts == null ? List.of() : contexts,
                continuations,
                rolling != null && rolling,
                "");
    return new Question(request, require(target, "target"));
  }
}
