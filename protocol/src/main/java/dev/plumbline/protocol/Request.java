package dev.plumbline.protocol;

import dev.plumbline.protocol.Request.GenerateUntil;
import dev.plumbline.protocol.Request.Loglikelihoods;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What one document asks of the model; the cases are named as lm-evaluation-harness names its
 * request types.
 */
public sealed interface Request {
  DocumentId document();

  /** The prompt: description, few-shot examples and the question, as the tokenizer gets it. */
  String context();

  /** What the model reads before it is asked: the context, or a text that is read as a whole. */
  default String text() {
    return match(
        scored -> scored.rolling() ? scored.continuations().get(0) : scored.context(),
        GenerateUntil::context);
  }

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
   * How likely is each continuation of its context?
   *
   * @param context may be empty: the beginning-of-text token then stands for it
   * @param contexts one per continuation where they differ, {@code context} being what is shown;
   *     usually empty
   * @param continuations at least one, none empty; a word's leading space belongs here
   * @param rolling whether the one continuation is a whole text, read in windows of the model's
   *     block that overlap by one token
   */
  record Loglikelihoods(
      DocumentId document,
      String context,
      List<String> contexts,
      List<String> continuations,
      boolean rolling,
      String sharedPrefix)
      implements Request {
    public Loglikelihoods {
      Objects.requireNonNull(document, "document");
      requirePrefix(sharedPrefix, context);
      contexts = List.copyOf(contexts);
      continuations = List.copyOf(continuations);
      if (!contexts.isEmpty() && contexts.size() != continuations.size()) {
        throw new IllegalArgumentException(
            contexts.size() + " contexts of " + continuations.size() + " continuations");
      }
      if (rolling && (continuations.size() != 1 || !contexts.isEmpty() || !context.isEmpty())) {
        throw new IllegalArgumentException("a text that is read in windows stands alone");
      }
    }

    /** A request with one context. */
    public Loglikelihoods(
        DocumentId document, String context, List<String> continuations, String sharedPrefix) {
      this(document, context, List.of(), continuations, false, sharedPrefix);
    }

    /** A request that shares nothing. */
    public Loglikelihoods(DocumentId document, String context, List<String> continuations) {
      this(document, context, continuations, "");
    }

    /** How likely is a text as a whole? */
    public static Loglikelihoods ofText(DocumentId document, String text) {
      return new Loglikelihoods(document, "", List.of(), List.of(text), true, "");
    }

    /** What stands before a continuation. */
    public String context(int continuation) {
      return contexts.isEmpty() ? context : contexts.get(continuation);
    }

    @Override
    public Loglikelihoods sharing(String prefix) {
      return new Loglikelihoods(document, context, contexts, continuations, rolling, prefix);
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

    /** Whether its tokens are drawn. */
    public boolean isRandom() {
      return decoding
          .map(how -> how.sampling().match(greedy -> false, random -> true))
          .orElse(false);
    }

    /**
     * The requests that ask it several times, this one first; this one alone where another would
     * get the same answer.
     */
    public List<GenerateUntil> repeated(int times) {
      return decoding
          .flatMap(how -> how.sampling().match(greedy -> Optional.empty(), Optional::of))
          .map(
              random ->
                  IntStream.range(0, times)
                      .mapToObj(
                          i ->
                              new GenerateUntil(
                                  document,
                                  context,
                                  until,
                                  Optional.of(
                                      new Decoding(decoding.get().maxTokens(), random.repeated(i))),
                                  sharedPrefix))
                      .toList())
          .orElse(List.of(this));
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
