package dev.plumbline.protocol;

import java.util.stream.Stream;

/**
 * Which of an earlier token's keys and values a later token sees in an iteration of the core. A
 * token sees itself, and a prompt's tokens see each other, always at the same iteration.
 *
 * @param budget how many iterations' keys and values are kept of a token; 0 where the kind says it
 */
public record KeyLookup(Kind kind, int budget) {
  public static final KeyLookup LATEST = new KeyLookup(Kind.LATEST, 0);

  /** What {@link #parse} reads, as a regular expression. */
  static final String LABEL =
      "(?:full|latest|available|always-last|skip|randomized|mean|first"
          + "|(?:cycle|block|anchor):[1-9][0-9]{0,3})";

  /** Where a key and a value come from. The names are those of Huginn's published code or near. */
  public enum Kind {
    /** Tokens that left run on for their keys alone; nothing is saved. */
    FULL("full", false),
    /** Those of the same iteration, or of the last one that the earlier token ran. */
    LATEST("latest", false),
    /** The same: where all that came before is kept, both names mean one thing. */
    AVAILABLE("available", false),
    /**
     * Those of the same iteration while all earlier tokens have it, of each one's last iteration
     * otherwise.
     */
    ALWAYS_LAST("always-last", false),
    /** Those of the same iteration; tokens that did not run it are not seen. */
    SKIP("skip", false),
    /** Those of the same iteration, or of a random one of those that the earlier token ran. */
    RANDOMIZED("randomized", false),
    /** The mean over all iterations that the earlier token ran. */
    MEAN("mean", false),
    /** Those of the first iteration. */
    FIRST("first", false),
    /** Iteration t overwrites t - budget: those of the last t' with the same remainder. */
    CYCLE("cycle", true),
    /** The last ones of each of budget equal blocks of iterations. */
    BLOCK("block", true),
    /** Those of the first budget - 1 iterations; all later ones share one place. */
    ANCHOR("anchor", true);

    private final String word;
    private final boolean budgeted;

    Kind(String word, boolean budgeted) {
      this.word = word;
      this.budgeted = budgeted;
    }

    /** As options and labels name it. */
    public String word() {
      return word;
    }
  }

  public KeyLookup {
    if (kind.budgeted ? budget < 1 : budget != 0) {
      throw new PlumblineException(
          kind.budgeted
              ? "%s needs how many iterations are kept, such as %s:4"
                  .formatted(kind.word, kind.word)
              : "%s takes no number, got %d".formatted(kind.word, budget));
    }
  }

  /**
   * Reads a {@link #label}.
   *
   * @throws PlumblineException if it is none
   */
  public static KeyLookup parse(String text) {
    String word = text.split(":", 2)[0];
    Kind kind =
        Stream.of(Kind.values())
            .filter(k -> k.word.equals(word))
            .findFirst()
            .orElseThrow(
                () ->
                    new PlumblineException(
                        "'%s' is no key lookup; there are %s"
                            .formatted(
                                text,
                                String.join(
                                    ", ",
                                    Stream.of(Kind.values())
                                        .map(k -> k.budgeted ? k.word + ":N" : k.word)
                                        .toList()))));
    String number = text.substring(word.length());
    if (!number.matches("(:[1-9][0-9]{0,3})?")) {
      throw new PlumblineException(
          "'%s' is no key lookup; write %s"
              .formatted(text, kind.word + (kind.budgeted ? ":4" : "")));
    }
    return new KeyLookup(kind, number.isEmpty() ? 0 : Integer.parseInt(number.substring(1)));
  }

  /** Such as {@code skip} or {@code cycle:4}. */
  public String label() {
    return kind.budgeted ? kind.word + ":" + budget : kind.word;
  }

  /**
   * How many iterations' keys and values are kept of a token.
   *
   * @param iterations that the core runs at most
   */
  public int kept(int iterations) {
    return switch (kind) {
      case FULL, LATEST, AVAILABLE, ALWAYS_LAST, SKIP, RANDOMIZED -> iterations;
      case MEAN, FIRST -> 1;
      case CYCLE, BLOCK, ANCHOR -> Math.min(budget, iterations);
    };
  }

  /** Whether it differs from {@link #LATEST} though no token leaves early. */
  boolean matters() {
    return switch (kind) {
      case FULL, LATEST, AVAILABLE, ALWAYS_LAST, SKIP, RANDOMIZED -> false;
      case MEAN, FIRST, CYCLE, BLOCK, ANCHOR -> true;
    };
  }
}
