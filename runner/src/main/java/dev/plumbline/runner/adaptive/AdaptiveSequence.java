package dev.plumbline.runner.adaptive;

import dev.plumbline.protocol.Exit;
import dev.plumbline.protocol.Work;
import dev.plumbline.runner.batch.NextToken;
import dev.plumbline.runner.cache.LookupCaches;

/** A sequence at one point: a prompt and what follows it, with its row of the caches. */
final class AdaptiveSequence {
  private final Rule rule;
  private final Follower follower;
  private final int contextTokens;
  private int read;
  private float[] last;
  private int lastIterations;
  private Work work = Work.UNIFORM;
  private LookupCaches caches;
  private int row = -1;

  AdaptiveSequence(Rule rule, int contextTokens, Follower follower) {
    this.rule = rule;
    this.contextTokens = contextTokens;
    this.follower = follower;
  }

  Rule rule() {
    return rule;
  }

  boolean finished() {
    return follower.finished();
  }

  /** Whether it may read on, and so keeps keys and values. */
  boolean readsOn() {
    return follower.mostRead() > 0;
  }

  /** Slots that it takes at most. */
  int slots() {
    return contextTokens + follower.mostRead();
  }

  /** Tokens that the model has read. */
  int read() {
    return read;
  }

  NextToken next() {
    return new NextToken(follower.next(), 0, read);
  }

  LookupCaches caches() {
    return caches;
  }

  int row() {
    return row;
  }

  void moveTo(LookupCaches to, int newRow) {
    caches = to;
    row = newRow;
  }

  /** The state that its next token starts from; null for the usual one. */
  float[] start() {
    return rule.warmStart() ? last : null;
  }

  Course begin(Seen start) {
    return new Course(rule, rule.exit(), start, read + 1L);
  }

  /** Of the whole prompt. */
  static Course beginPrompt(Rule rule, Seen start) {
    long tokens = start.tokens();
    return new Course(
        rule, rule.exit().inPrefill() ? rule.exit() : Exit.NONE, start, tokens * (tokens + 1) / 2);
  }

  /**
   * Says that the model has read tokens.
   *
   * @param tokens how many
   */
  void took(Course course, int tokens) {
    if (caches != null) {
      caches.left(row, read, tokens, course.kept());
    }
    read += tokens;
    last = course.lastState();
    lastIterations = course.kept();
    follower.take(course.logits(), course.steps(), course.value());
  }

  /** That its last token ran. */
  int lastIterations() {
    return lastIterations;
  }

  /** Adds what was done for tokens of its own. */
  void add(Work more) {
    work = work.plus(more);
  }

  /** Of what it read behind the prompt. */
  Work work() {
    return work;
  }
}
