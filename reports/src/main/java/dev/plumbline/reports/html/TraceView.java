package dev.plumbline.reports.html;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a page of a trace shows: the latent state of every token after every iteration, reduced to
 * numbers.
 *
 * <p>Arrays hold the tokens of all documents one document after the other. In arrays of more than
 * one dimension the token is the first. Arrays are not copied.
 *
 * @param facts what was traced and how: model, precision, initial state
 * @param notes what a reader must know before believing the numbers
 * @param iterations how often the core was iterated, at least once
 * @param lens what the model would say next after each token, if it was asked
 */
// Arrays: millions of numbers, which nobody compares.
@SuppressWarnings("ArrayRecordComponent")
record TraceView(
    String title,
    List<Fact> facts,
    List<String> notes,
    int iterations,
    List<Document> documents,
    Tokens tokens,
    List<Measure> measures,
    Components components,
    Optional<Lens> lens) {

  /** What {@link Tokens#regimes} count into. */
  public static final List<String> REGIMES =
      List.of("converging", "orbiting", "sliding", "marginal");

  /** How many principal components the page can hold. */
  public static final int MAX_COMPONENTS = 6;

  public TraceView {
    facts = List.copyOf(facts);
    notes = List.copyOf(notes);
    documents = List.copyOf(documents);
    measures = List.copyOf(measures);
    require(iterations >= 1, "a trace has at least one iteration");
    require(!documents.isEmpty(), "a trace has at least one document");
    int count = tokens.count();
    require(
        documents.stream().mapToInt(Document::tokens).sum() == count,
        "the documents have other numbers of tokens than there are tokens");
    for (Measure measure : measures) {
      requireDepths(measure.key, measure.depths, iterations);
      requireLength(measure.key, measure.values.length, (long) count * measure.depths.length);
    }
    require(
        measures.stream().map(Measure::key).distinct().count() == measures.size(),
        "two measures have the same key");
    requireLength(
        "components",
        components.values.length,
        (long) count * (iterations + 1) * components.shares.length);
    if (lens.isPresent()) {
      Lens said = lens.get();
      requireDepths("lens", said.depths, iterations);
      long cells = (long) count * said.depths.length;
      requireLength("lens", said.tokenIds.length, cells);
      requireLength("lens", said.probabilities.length, cells);
    }
  }

  /** A label and what stands beside it. */
  public record Fact(String label, String value) {}

  /**
   * One document.
   *
   * @param right whether the model's answer was right, where that is known
   * @param tokens how many of the tokens are this document's, at least one
   * @param exponent the finite-time Lyapunov exponent, natural logarithm per iteration
   * @param spectralRadius of the core's Jacobian at the last state
   */
  public record Document(
      String task,
      String id,
      Optional<Boolean> right,
      int tokens,
      Optional<Double> exponent,
      Optional<Double> spectralRadius) {

    public Document {
      require(tokens >= 1, "a document has at least one token");
    }
  }

  /**
   * What is known of each token.
   *
   * @param kinds into {@code kindNames}
   * @param regimes into {@link #REGIMES}
   * @param rates of convergence; NaN for none
   * @param periods of orbits, in iterations; 0 for none
   */
  public record Tokens(
      List<String> texts,
      List<String> kindNames,
      int[] kinds,
      byte[] regimes,
      float[] rates,
      int[] periods) {

    public Tokens {
      texts = List.copyOf(texts);
      kindNames = List.copyOf(kindNames);
      requireLength("kinds", kinds.length, texts.size());
      requireLength("regimes", regimes.length, texts.size());
      requireLength("rates", rates.length, texts.size());
      requireLength("periods", periods.length, texts.size());
      for (int kind : kinds) {
        require(kind >= 0 && kind < kindNames.size(), "no kind of tokens has the number " + kind);
      }
      for (byte regime : regimes) {
        require(regime >= 0 && regime < REGIMES.size(), "no regime has the number " + regime);
      }
    }

    int count() {
      return texts.size();
    }
  }

  /**
   * A number for every token at some depths.
   *
   * @param key short, for links
   * @param logarithmic whether values span orders of magnitude; zero and less are then not drawn
   * @param depths ascending iterations, 0 before the first
   * @param values tokens × depths; NaN for none
   */
  public record Measure(
      String key, String label, boolean logarithmic, int[] depths, float[] values) {}

  /**
   * States along principal components.
   *
   * @param shares of the variance, one for each component; at most {@link #MAX_COMPONENTS}
   * @param values tokens × (iterations + 1) × components; the state before the first iteration
   *     comes first
   */
  public record Components(float[] shares, float[] values) {

    public Components {
      require(shares.length <= MAX_COMPONENTS, "at most 6 principal components can be shown");
    }
  }

  /**
   * What the model would say next after each token if it stopped at a depth.
   *
   * @param depths ascending iterations, 0 before the first
   * @param tokenIds the likeliest, tokens × depths; negative for none
   * @param probabilities its probability, tokens × depths
   * @param texts of the token ids that occur
   */
  public record Lens(
      int[] depths, int[] tokenIds, float[] probabilities, Map<Integer, String> texts) {

    public Lens {
      texts = Map.copyOf(texts);
    }
  }

  private static void requireDepths(String what, int[] depths, int iterations) {
    require(depths.length > 0, what + " has no depths");
    int last = -1;
    for (int depth : depths) {
      require(depth > last && depth <= iterations, what + " has depths that do not ascend to r");
      last = depth;
    }
  }

  private static void requireLength(String what, int length, long expected) {
    require(
        length == expected,
        what + " has " + length + " numbers where " + expected + " were expected");
  }

  private static void require(boolean held, String message) {
    if (!held) {
      throw new IllegalArgumentException(message);
    }
  }
}
