package dev.plumbline.results;

import static dev.plumbline.results.JsonLines.require;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Objects;

/**
 * What was asked of the model for one document; one line of {@code documents.jsonl}.
 *
 * @param context the prompt, as given to the tokenizer
 * @param target the right answer as the task states it, such as the index of a choice
 */
public record DocumentLine(
    String task, int docId, String context, @JsonUnwrapped Request request, String target) {
  public DocumentLine {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(target, "target");
  }

  /** Named as in lm-evaluation-harness. */
  public sealed interface Request {

    /** How likely is each continuation of the context? */
    record Loglikelihood(List<String> continuations) implements Request {
      public Loglikelihood {
        continuations = List.copyOf(continuations);
      }
    }

    /** What follows the context, up to the first of these strings? */
    record GenerateUntil(List<String> until) implements Request {
      public GenerateUntil {
        until = List.copyOf(until);
      }
    }
  }

  /** The keys of a line; of continuations and until, one is there. */
  record Keys(
      String task,
      Integer docId,
      String context,
      List<String> continuations,
      List<String> until,
      String target)
      implements JsonLines.Line<DocumentLine> {
    @Override
    public DocumentLine read() {
      Request request =
          continuations == null
              ? new Request.GenerateUntil(require(until, "until"))
              : new Request.Loglikelihood(continuations);
      return new DocumentLine(
          require(task, "task"),
          require(docId, "doc_id"),
          require(context, "context"),
          request,
          require(target, "target"));
    }
  }
}
