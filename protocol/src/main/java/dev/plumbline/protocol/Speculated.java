package dev.plumbline.protocol;

/**
 * What came of drafts.
 *
 * @param drafted tokens that a draft gave
 * @param accepted those of them that the point's own iterations gave, too
 * @param tokens kept: the accepted ones, and the right one where a draft was wrong
 * @param rounds of drafting and verifying that sequences went through
 * @param replayed tokens that were decoded again plainly, since a choice was too close to tell
 */
public record Speculated(long drafted, long accepted, long tokens, long rounds, long replayed) {
  public static final Speculated NONE = new Speculated(0, 0, 0, 0, 0);

  public Speculated plus(Speculated other) {
    return new Speculated(
        drafted + other.drafted,
        accepted + other.accepted,
        tokens + other.tokens,
        rounds + other.rounds,
        replayed + other.replayed);
  }
}
