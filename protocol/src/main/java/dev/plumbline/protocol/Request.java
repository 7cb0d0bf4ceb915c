package dev.plumbline.protocol;

import dev.plumbline.protocol.Request.GenerateUntil;
import dev.plumbline.protocol.Request.Loglikelihoods;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one document asks of the model; the cases are named as lm-evaluation-harness names its
 * request types.
 */
public sealed interface Request {
  DocumentId document();

  /** The prompt: description, few-shot examples and the question, as the tokenizer gets it. */
  String context();

  /**
   * A text with which this and other requests' contexts begin, such as few-shot examples; the model
   * reads it once for all. It changes answers by rounding at most. Empty if there is none.
   */
  String sharedPrefix();

  /**
   * The same request with another shared prefix.
   *
   * @throws IllegalArgumentException where the context does not begin with it
   */
  Request sharing(String prefix);

  /** The result of the function for this case; a further case is a further parameter. */
  <R> R match(Function<Loglikelihoods, R> loglikelihoods, Function<GenerateUntil, R> generateUntil);

  /**
   * How likely is each continuation of the context?
   *
   * @param context may be empty: the beginning-of-text token then stands for it
   * @param continuations at least one, none empty; a word's leading space belongs here
   */
  record Loglikelihoods(
      DocumentId document, String context, List<String> continuations, String sharedPrefix)
      implements Request {
    public Loglikelihoods {
      Objects.requireNonNull(document, "document");
      requirePrefix(sharedPrefix, context);
      continuations = List.copyOf(continuations);
    }

    /** A request that shares nothing. */
    public Loglikelihoods(DocumentId document, String context, List<String> continuations) {
      this(document, context, continuations, "");
    }

    @Override
    public Loglikelihoods sharing(String prefix) {
      return new Loglikelihoods(document, context, continuations, prefix);
    }

    @Override
    public <R> R match(
        Function<Loglikelihoods, R> loglikelihoods, Function<GenerateUntil, R> generateUntil) {
      return loglikelihoods.apply(this);
    }
  }

  /**
   * What text follows the context?
   *
   * @param until strings at the first of which the text is cut; the end-of-text token always is one
   * @param decoding absent in a request that was read from a run, which does not record it
   */
  record GenerateUntil(
      DocumentId document,
      String context,
      List<String> until,
      Optional<Decoding> decoding,
      String sharedPrefix)
      implements Request {
    public GenerateUntil {
      Objects.requireNonNull(document, "document");
      Objects.requireNonNull(decoding, "decoding");
      requirePrefix(sharedPrefix, context);
      until = List.copyOf(until);
    }

    /** A request that shares nothing. */
    public GenerateUntil(
        DocumentId document, String context, List<String> until, Decoding decoding) {
      this(document, context, until, Optional.of(decoding), "");
    }

    @Override
    public GenerateUntil sharing(String prefix) {
      return new GenerateUntil(document, context, until, decoding, prefix);
    }

    @Override
    public <R> R match(
        Function<Loglikelihoods, R> loglikelihoods, Function<GenerateUntil, R> generateUntil) {
      return generateUntil.apply(this);
    }
  }

  private static void requirePrefix(String prefix, String text) {
    if (!text.startsWith(prefix)) {
      throw new IllegalArgumentException("'%s' does not begin with '%s'".formatted(text, prefix));
    }
  }
}
