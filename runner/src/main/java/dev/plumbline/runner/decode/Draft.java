package dev.plumbline.runner.decode;

import dev.plumbline.runner.batch.NextToken;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a sequence may go on with, before its own iterations have said so. The last drafted token is
 * read, too, unless it ends the text: what follows it is then known with the rest.
 */
final class Draft {
  private final GeneratedSequence sequence;

  /** The most tokens that a round reads. */
  private final int most;

  private final NextToken first;
  private final List<Integer> tokens = new ArrayList<>();
  private int read;
  private boolean ended;

  Draft(GeneratedSequence sequence, int lookahead) {
    this.sequence = sequence;
    this.most = sequence.finished() ? 0 : Math.min(lookahead + 1, sequence.left());
    this.first = sequence.next();
  }

  GeneratedSequence sequence() {
    return sequence;
  }

  /** Drafted so far. */
  List<Integer> tokens() {
    return tokens;
  }

  /** Whether a further token is to be read. */
  boolean goesOn() {
    return read < most && !ended;
  }

  /** What the draft reads next; one that does not go on reads its last token once more. */
  NextToken next() {
    return reading(goesOn() ? read : Math.max(0, read - 1));
  }

  /** Whether reading {@link #next} is to give a further token. */
  boolean drafts() {
    return goesOn() && tokens.size() < most - 1;
  }

  /** The next token was read, and gave none. */
  void read() {
    read++;
  }

  /** The next token was read, and gave another. */
  void read(int token) {
    read++;
    tokens.add(token);
    ended = sequence.endsWith(tokens);
  }

  /** What was read. */
  List<NextToken> reading() {
    return IntStream.range(0, read).mapToObj(this::reading).toList();
  }

  private NextToken reading(int i) {
    return i == 0 ? first : new NextToken(tokens.get(i - 1), first.shared(), first.earlier() + i);
  }
}
